"""A campaign that anybody may apply to, and who did."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.campaigns.models.campaigns import Campaign
from groundswell.creators.models import Creator
from groundswell.kit import clock


class OpenCall(Owned):
    """The public page of a campaign at /join/SLUG."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="open_call")
    slug = models.SlugField(max_length=80, unique=True, help_text="Unique over all workspaces: it is the address.")
    is_open = models.BooleanField(default=False)
    closes_on = models.DateField(null=True, blank=True, help_text="The last day.")
    headline = models.CharField(max_length=120, blank=True)
    intro = models.TextField(blank=True)
    gives = models.TextField(blank=True, help_text="What creators get, a line each.")
    colour = models.CharField(max_length=7, blank=True, help_text="#0b6b70")
    logo = models.FileField(upload_to="open-calls/", max_length=300, null=True, blank=True)
    questions = models.JSONField(default=list, help_text='[{"text", "kind", "choices", "required"}]')
    platforms = models.JSONField(default=list, help_text="Networks that may be named; empty for all.")
    accounts_needed = models.PositiveSmallIntegerField(default=1)
    consent_text = models.TextField()
    consent_version = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.slug

    @property
    def takes_applications(self) -> bool:
        """Whether the page shows its form today."""
        return self.is_open and (self.closes_on is None or self.closes_on >= clock.today())


class Application(Owned):
    """What somebody sent, word for word; nothing of it reaches a creator's record before a person accepts it."""

    class State(models.TextChoices):
        NEW = "new", "New"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    class Match(models.TextChoices):
        SURE = "sure", "Known"
        UNSURE = "unsure", "Perhaps known"
        NOBODY = "nobody", "New"

    call = models.ForeignKey(OpenCall, on_delete=models.CASCADE, related_name="applications")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    country = models.CharField(max_length=2, blank=True)
    accounts = models.JSONField(default=list, help_text='[{"platform", "handle", "url"}]')
    answers = models.JSONField(default=list, help_text='[{"question", "answer"}], the question as it stood.')
    message = models.TextField(blank=True)
    consent_text = models.TextField()
    consent_version = models.CharField(max_length=60)
    content_digest = models.CharField(max_length=64, help_text="The same application twice is one.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    match = models.CharField(max_length=10, choices=Match.choices, default=Match.NOBODY)
    creator = models.ForeignKey(Creator, on_delete=models.SET_NULL, null=True, related_name="applications")
    suggestions = models.JSONField(default=list, help_text='[{"creator", "reason"}]')
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "content_digest"], name="one_application_per_content")]
        indexes = [models.Index(fields=["workspace", "state", "-at"])]
