"""What ties a creator to the brand, and whether each post said so."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Creator, Post
from groundswell.kit import clock


class Connection(Owned):
    """A material connection between a creator and the brand."""

    class Kind(models.TextChoices):
        PAID = "paid", "Paid"
        GIFTED = "gifted", "Gifted"
        AFFILIATE = "affiliate", "Affiliate"
        EMPLOYEE = "employee", "Employee"
        FAMILY = "family", "Family"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="connections")
    campaign = models.ForeignKey(Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="connections")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    evidence = models.CharField(max_length=300)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["creator", "campaign", "kind"], name="one_connection_per_kind")]


class DisclosureCheck(Owned):
    """One verdict on one text at one time; a changed text is checked anew, never overwritten."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="disclosure_checks")
    verdict = models.CharField(max_length=10, choices=[("pass", "Pass"), ("fail", "Fail"), ("review", "Review")])
    jurisdictions = models.JSONField()
    findings = models.JSONField()
    disclosure = models.JSONField(null=True)
    connection = models.CharField(max_length=10)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    rules_version = models.CharField(max_length=40)
    checked_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-checked_at"])]
