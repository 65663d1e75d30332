"""What creators show before they publish, version by version, and what is said about it."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.campaigns.models import Deliverable
from groundswell.kit import clock


class Draft(Owned):
    """One version of what is to be published, with the checks as they were answered then; its words are never changed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CHANGES = "changes", "Changes asked for"
        APPROVED = "approved", "Approved"
        REPLACED = "replaced", "Replaced by a newer version"

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="drafts")
    version = models.PositiveSmallIntegerField()
    surface = models.CharField(max_length=20)
    title = models.CharField(max_length=500, blank=True)
    caption = models.TextField(blank=True)
    overlay_text = models.TextField(blank=True, help_text="Words on screen, for stories and videos.")
    media_url = models.URLField(max_length=2000, blank=True, help_text="Where the film or the pictures can be seen.")
    picture = models.FileField(upload_to="drafts/", max_length=300, null=True, blank=True)
    sha256 = models.CharField(max_length=64, help_text="Of title, caption, words on screen and media.")
    disclosure = models.JSONField(help_text="The checker's answer, as the command line prints it.")
    guidelines = models.JSONField(default=list, help_text='[{"kind", "asked", "outcome", "evidence"}]')
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    submitted_by = models.CharField(max_length=10, choices=[("creator", "Creator"), ("team", "Team")])
    submitted_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deliverable", "version"], name="one_draft_per_version")]
        indexes = [models.Index(fields=["workspace", "state"])]


class DraftComment(Owned):
    """A word on a deliverable's draft; without a user it is the creator's."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="draft_comments")
    draft = models.ForeignKey(Draft, on_delete=models.SET_NULL, null=True, related_name="comments")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    by_creator = models.BooleanField()
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
