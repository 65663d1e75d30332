"""What reports keep: everything else in them is worked out anew from the rows below."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.campaigns.models import Campaign
from groundswell.kit import clock


class KeptLift(Owned):
    """A lift as it was told, kept so that the ROI can be shown on what the campaign added; the newest one speaks."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, null=True, related_name="+", help_text="Empty: the whole programme."
    )
    start = models.DateField()
    last = models.DateField()
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=14, decimal_places=2, help_text="Net revenue beyond what was expected.")
    low = models.DecimalField(max_digits=14, decimal_places=2, help_text="Of the 95 % interval.")
    high = models.DecimalField(max_digits=14, decimal_places=2)
    verdict = models.CharField(max_length=12, help_text="lift, no lift, cannot tell")
    reasons = models.JSONField(default=list)
    kept_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "campaign", "start", "last"], nulls_distinct=False, name="one_kept_lift_per_span"
            )
        ]


class Assumed(Owned):
    """What a workspace assumes instead of what is published; `reports.worth.assumed` says what each key means."""

    key = models.CharField(max_length=20)
    low = models.DecimalField(max_digits=18, decimal_places=6)
    high = models.DecimalField(max_digits=18, decimal_places=6)
    currency = models.CharField(max_length=3, blank=True, help_text="Of money.")
    source = models.CharField(max_length=200, help_text="Who says so.")
    read_on = models.DateField(help_text="When it was said or read.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_assumption_per_key")]


class DigestReader(Owned):
    """A member who is mailed the programme at a glance every Monday."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    told_week = models.CharField(max_length=8, help_text="The last week told: 2026-W48.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_digest_per_member")]


class SharedReport(Owned):
    """An address at which a report of fixed days can be read without signing in; only its digest is kept."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, null=True, related_name="+", help_text="Empty: the whole programme."
    )
    name = models.CharField(max_length=100, help_text="For whom it is.")
    token_digest = models.CharField(max_length=64, unique=True)
    first = models.DateField()
    last = models.DateField()
    hide_names = models.BooleanField(help_text="Creators are numbered instead of named.")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    @property
    def state(self) -> str:
        """open, expired or revoked"""
        if self.revoked_at:
            return "revoked"
        return "open" if clock.now() < self.expires_at else "expired"


class ReportSchedule(Owned):
    """A report that is mailed after every week or month."""

    class Every(models.TextChoices):
        WEEK = "week", "Every week"
        MONTH = "month", "Every month"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, null=True, related_name="+", help_text="Empty: the whole programme."
    )
    every = models.CharField(max_length=5, choices=Every.choices)
    addresses = models.JSONField(default=list)
    hide_names = models.BooleanField(help_text="Creators are numbered instead of named.")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)


class ReportMail(Owned):
    """That a schedule told an address of a period; the row stands before the mail leaves, so that none leaves twice."""

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="mails")
    first = models.DateField()
    address = models.EmailField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "first", "address"], name="one_report_mail_per_period")
        ]


class TrafficDay(Owned):
    """Visits that began on a page on one day, as one source counted them."""

    source = models.CharField(max_length=40, help_text="GA4, Plausible, Matomo")
    day = models.DateField()
    address = models.CharField(max_length=500, help_text="As the file gives it.")
    page = models.CharField(max_length=500, help_text="Without query.")
    medium = models.CharField(max_length=120, blank=True)
    visits = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "source", "day", "address", "medium"], name="one_traffic_day_per_row"
            )
        ]
