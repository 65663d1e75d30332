"""Whether each post told what ties its creator to the brand."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.campaigns.models import Campaign
from groundswell.creators.audience.intervals import wilson
from groundswell.creators.models import Creator, Post
from groundswell.disclosure.rules.saturation import LEAST
from groundswell.kit import clock


class Connection(Owned):
    """A material connection that a person recorded: a job, a family tie, a payment outside the programme.

    What follows from accepted offers and costs is not repeated here; `queries.ties_of` derives it.
    """

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
    text_sha256 = models.CharField(max_length=64, help_text="Of `text` in UTF-8.")
    inputs = models.JSONField(default=dict, help_text="What else was judged: platform, surface, title, overlay text, …")
    rules_version = models.CharField(max_length=40)
    checked_at = models.DateTimeField(default=clock.now)
    fix_requested_at = models.DateTimeField(null=True)
    decision = models.CharField(
        max_length=10, blank=True, choices=[("accepted", "Accepted"), ("rejected", "Rejected")],
        help_text="What a person decided on a verdict that was review.",
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-checked_at"])]


class LedgerEntry(Owned):
    """One thing that happened, bound by `hash` to all that happened before it (rules/chain.py). Never changed, never deleted.

    The entry holds no words of a creator, so that theirs can be forgotten and the chain stays whole.
    """

    class Kind(models.TextChoices):
        CONNECTION = "connection", "Tie recorded"
        VERDICT = "verdict", "Judged"
        FIX_REQUESTED = "fix_requested", "Fix asked for"
        DECIDED = "decided", "Decided by a person"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Opened again"
        FORGOTTEN = "forgotten", "Words forgotten"

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    content = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    check_made = models.ForeignKey(DisclosureCheck, on_delete=models.SET_NULL, null=True, related_name="entries")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="disclosure_entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="one_ledger_entry_per_number")]
        indexes = [models.Index(fields=["post", "number"])]


class Sponsoring(Owned):
    """How much of what a creator posts is advertising, by `rules.saturation`; measured anew each day."""

    creator = models.OneToOneField(Creator, on_delete=models.CASCADE, related_name="sponsoring")
    posts = models.PositiveIntegerField(help_text="Read, of the last days.")
    labelled = models.PositiveIntegerField()
    disclosed = models.PositiveIntegerField()
    likely = models.PositiveIntegerField()
    brands = models.JSONField(default=list, help_text="Handles named in advertising, with how often.")
    since = models.DateField()
    measured_at = models.DateTimeField()

    @property
    def ads(self) -> int:
        return self.labelled + self.disclosed + self.likely

    @property
    def share(self) -> float | None:
        """0 to 1; None where fewer than LEAST posts are known."""
        return self.ads / self.posts if self.posts >= LEAST else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 %, Wilson's."""
        return wilson(self.ads, self.posts) if self.posts >= LEAST else None
