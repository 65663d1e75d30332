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
    file = models.CharField(max_length=200, help_text="The file or connection that told it.")
    connected = models.BooleanField(default=False, db_default=False, help_text="Read over the source's own interface.")
    at = models.DateTimeField(default=clock.now, help_text="When it was read.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "source", "day", "address", "medium"], name="one_traffic_day_per_row"
            )
        ]


class TrafficSource(Owned):
    """A counter of visits that is asked over its own interface; one of a kind, as days are told apart by kind only."""

    class Kind(models.TextChoices):
        GA4 = "ga4", "GA4"
        PLAUSIBLE = "plausible", "Plausible"
        MATOMO = "matomo", "Matomo"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    address = models.CharField(max_length=300, help_text="Of its server.")
    site = models.CharField(max_length=120, help_text="Property id, site, or the site's number.")
    sealed = models.TextField(help_text="Token or key file, encrypted.")
    since = models.DateField(help_text="The first day that is wanted.")
    read_to = models.DateField(null=True, help_text="The last day that was read; all from `since` on were.")
    read_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict, help_text="Of the last reading: created, updated, unchanged, removed.")
    notes = models.JSONField(default=list, help_text="What the provider said of its own figures at the last reading.")
    error = models.CharField(max_length=500, blank=True)
    refusals = models.PositiveSmallIntegerField(default=0, help_text="In a row; too many pause it.")
    next_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind"], name="one_traffic_source_per_kind")]

    @property
    def state(self) -> str:
        """new, reading, failing or paused"""
        if self.paused_at:
            return "paused"
        return "failing" if self.error else "reading" if self.read_at else "new"
