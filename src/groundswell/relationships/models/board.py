"""The brand's side of knowing somebody."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock


class Stage(models.TextChoices):
    IDENTIFIED = "identified", "Identified"
    WARMING = "warming", "Warming"
    CONTACTED = "contacted", "Contacted"
    IN_CONVERSATION = "in_conversation", "In conversation"
    AGREED = "agreed", "Agreed"
    LIVE = "live", "Live"
    COMPLETED = "completed", "Completed"
    DECLINED = "declined", "Declined"
    PARKED = "parked", "Parked"
    GHOSTED = "ghosted", "Ghosted"


class Tag(Owned):
    name = models.CharField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_tag_per_name")]

    def __str__(self) -> str:
        return self.name


class Relationship(Owned):
    creator = models.OneToOneField(Creator, on_delete=models.CASCADE, related_name="relationship")
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.IDENTIFIED)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    fit = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 to 100, judged by a person.")
    reason = models.TextField(blank=True, help_text="Why this creator was chosen or refused.")
    summary = models.TextField(blank=True, help_text="The one note shown on the board.")
    values = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="What they stand for.")
    next_step = models.CharField(max_length=200, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="relationships")
    position = models.FloatField(default=0, help_text="Order inside a column of the board.")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "stage"])]


class Note(Owned):
    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField()
    created_at = models.DateTimeField(default=clock.now)


class TimelineEvent(Owned):
    """Something that happened between the brand and a creator."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="timeline")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=500)
    detail = models.JSONField(default=dict)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "creator", "-at"])]


class CreatorList(Owned):
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    creators = models.ManyToManyField(Creator, through="ListEntry", related_name="lists")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="one_list_per_slug")]

    def __str__(self) -> str:
        return self.name


class ListEntry(models.Model):
    list = models.ForeignKey(CreatorList, on_delete=models.CASCADE, related_name="entries")
    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "creator"], name="once_per_list")]
