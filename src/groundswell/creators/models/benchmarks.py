"""What is usual among comparable profiles."""

from django.db import models
from django.db.models import Q

from groundswell.creators.models.catalogue import Catalogued
from groundswell.kit import clock


class Benchmark(Catalogued):
    """How one metric is spread over the profiles of a network, tier and niche: derived, computed anew each day.

    With `workspace` empty over the public catalogue, else over that workspace's own profiles; the two never mix.
    """

    platform = models.CharField(max_length=20)
    tier = models.CharField(max_length=10)
    niche = models.CharField(max_length=60, blank=True, help_text="A topic; empty for all.")
    metric = models.CharField(max_length=20, help_text="engagement_rate, growth (a 30 days), posts_per_week.")
    n = models.PositiveIntegerField()
    quantiles = models.JSONField(help_text="21 values: the least, every 5 %, the greatest.")
    low = models.FloatField(help_text="Of the median's 95 % interval.")
    high = models.FloatField()
    computed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "tier", "niche", "metric"],
                condition=Q(workspace=None),
                name="one_public_benchmark",
            ),
            models.UniqueConstraint(
                fields=["workspace", "platform", "tier", "niche", "metric"],
                condition=Q(workspace__isnull=False),
                name="one_own_benchmark",
            ),
        ]

    @property
    def median(self) -> float:
        """The middle one."""
        return float(self.quantiles[10])
