"""What a campaign's posts should follow, version by version."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.campaigns.models.campaigns import Campaign
from groundswell.campaigns.rules.guidelines import Guideline
from groundswell.kit import clock


class GuidelineVersion(Owned):
    """Brief and guidelines as they stood; a version is never changed, a further one follows it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="guideline_versions")
    version = models.PositiveSmallIntegerField()
    brief = models.TextField(blank=True)
    items = models.JSONField(default=list, help_text='[{"kind", "value", "platform"}]: see rules.guidelines.')
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "version"], name="one_guideline_version")]

    def __str__(self) -> str:
        return f"version {self.version}"

    @property
    def guidelines(self) -> tuple[Guideline, ...]:
        """The items as plain data."""
        return tuple(Guideline(**row) for row in self.items)
