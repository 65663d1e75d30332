"""What one currency was worth in another, by day."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.kit import clock


class ExchangeRate(Owned):
    """One unit of `base` was `rate` of `currency` on that day, says `source`."""

    day = models.DateField()
    base = models.CharField(max_length=3)
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=120, help_text="ECB, or the file's name.")
    known_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "base", "currency", "day"], name="one_rate_per_day")
        ]
