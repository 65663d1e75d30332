"""Who follows an account, as far as somebody knows."""

from django.db import models
from django.db.models import Q

from groundswell.creators.models.catalogue import Account, Catalogued
from groundswell.kit import clock


class AudienceFigure(Catalogued):
    """A share of an account's audience: aggregates only, nothing about a single follower.

    With `workspace` empty it was estimated from public profiles and everybody sees it, else it is what this brand was
    given by the creator or a vendor.
    """

    class Origin(models.TextChoices):
        FIRST_PARTY = "first_party", "The creator's own insights"
        VENDOR = "vendor", "A vendor"
        ESTIMATE = "estimate", "Our estimate"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="audience")
    origin = models.CharField(max_length=12, choices=Origin.choices)
    source = models.CharField(max_length=120)
    dimension = models.CharField(max_length=12, help_text="country, city, gender, age, gender_age, language, …")
    value = models.CharField(max_length=120, help_text="US, female, 25-34, female.25-34, …")
    share = models.FloatField(help_text="Of those who can be told, 0 to 1.")
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    sample = models.BigIntegerField(null=True)
    coverage = models.FloatField(null=True, help_text="The share of the sample for which it could be told.")
    observed_at = models.DateTimeField()
    evidence = models.FileField(upload_to="audience/", max_length=300, null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "source", "observed_at", "dimension", "value"],
                condition=Q(workspace=None),
                name="public_audience_figure_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "account", "source", "observed_at", "dimension", "value"],
                condition=Q(workspace__isnull=False),
                name="own_audience_figure_once",
            ),
        ]
