"""People, their profiles, what they publish, and what was read of it.

A `Creator` is a person as one workspace knows them. An `Account` is a profile on one network:
with `workspace` empty it belongs to the public catalogue that all workspaces share, otherwise
it came from that workspace's own files and nobody else sees it. Posts and readings follow.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from groundswell.accounts.models import Owned, User, Workspace
from groundswell.kit import clock

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class CatalogueQuerySet(models.QuerySet[M_co]):
    def visible_to(self, workspace: Workspace | None) -> Self:
        """The public catalogue and the workspace's own rows (none for None): the only door to catalogue data."""
        return self.filter(Q(workspace=None) | Q(workspace=workspace))


class Catalogued(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    objects: ClassVar[CatalogueQuerySet[Any]] = CatalogueQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the queryset's methods

    class Meta:
        abstract = True


class Account(Catalogued):
    """One profile on one network. The figures are the newest readings, kept here for search and sorting."""

    # Read through its creators or the search index; an index by workspace would only slow imports.
    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    platform = models.CharField(max_length=20)
    handle = models.CharField(max_length=255, blank=True, help_text="Lower case, no @; empty when a file gave none.")
    external_id = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=500, blank=True)
    display_name = models.CharField(max_length=255, blank=True)
    bio = models.TextField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    topics = models.JSONField(default=list, blank=True)
    verified = models.BooleanField(null=True)
    account_type = models.CharField(
        max_length=40,
        blank=True,
        db_default="",
        help_text="As the network or a file names it: business, creator, bot, …",
    )
    followers = models.BigIntegerField(null=True)
    following = models.BigIntegerField(null=True)
    posts_count = models.BigIntegerField(null=True)
    engagement_rate = models.FloatField(null=True, help_text="Engagements per follower and post, 0 to 1.")
    read_at = models.DateTimeField(null=True, help_text="When the figures were observed.")
    source = models.CharField(max_length=120, blank=True)
    last_posted_at = models.DateTimeField(null=True)
    listed = models.BooleanField(
        default=True, db_default=True, help_text="False where the person asked not to be found, or the profile is gone."
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now, db_index=True, help_text="The search index follows it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "external_id"],
                condition=~Q(external_id="") & Q(workspace=None),
                name="one_public_account_per_identity",
            ),
            models.UniqueConstraint(
                fields=["workspace", "platform", "handle"],
                condition=~Q(handle="") & Q(workspace__isnull=False),
                name="one_own_account_per_handle",
            ),
            models.UniqueConstraint(
                fields=["platform", "handle"],
                condition=~Q(handle="") & Q(workspace=None),
                name="one_public_account_per_handle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform}:@{self.handle}" if self.handle else f"{self.platform}: {self.display_name}"


class Creator(Owned):
    """A person, as one workspace knows them."""

    name = models.CharField(max_length=255)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=50, blank=True)
    gender = models.CharField(max_length=20, blank=True, help_text="As supplied; never guessed.")
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    address = models.JSONField(default=dict, blank=True)
    topics = models.JSONField(default=list, blank=True)
    accounts = models.ManyToManyField(Account, related_name="creators", blank=True)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    # The index below begins with the workspace: one of its own would only cost.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "name"])]

    def __str__(self) -> str:
        return self.name


class CreatorKey(Owned):
    """What identifies a creator for certain: an e-mail address, or an id in some file or system.

    `kind` is "email" or "id:NAMESPACE" ("id:upfluence", "id:file").
    """

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=60)
    value = models.CharField(max_length=255)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind", "value"], name="one_creator_per_key")]


class MergeSuggestion(Owned):
    """Two creators that may be one person; a human decides."""

    left = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "left", "right"], name="one_suggestion_per_pair")]


class Post(Catalogued):
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="posts")
    external_id = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=500, blank=True)
    surface = models.CharField(max_length=20, default="feed", help_text="feed, reel, story, video, short, live, …")
    title = models.CharField(max_length=500, blank=True)
    caption = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, db_index=True)
    source = models.CharField(max_length=120)
    warning = models.TextField(
        blank=True, default="", db_default="", help_text="A content warning that hides the text."
    )
    paid_label = models.BooleanField(null=True, help_text="The network's own label; unknown where it has none.")
    expires_at = models.DateTimeField(null=True, help_text="Stories go by themselves.")
    seen_at = models.DateTimeField(null=True, help_text="When its network last told of it.")
    gone_at = models.DateTimeField(null=True, help_text="When the network said that it is no more; the text went too.")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "external_id"], condition=~Q(external_id=""), name="one_post_per_external_id"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.caption[:60] or self.url


class Reading(Catalogued):
    """One figure of one account or post: value, interval where estimated, sample, source, date."""

    # The two partial unique indexes below find the readings of an account or a post; more would only cost.
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="readings", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="readings", db_index=False)
    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    metric = models.CharField(max_length=40, help_text="followers, engagement_rate, views, reach, likes, …")
    value = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    sample = models.BigIntegerField(null=True)
    source = models.CharField(max_length=120)
    observed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, post=None) | Q(account=None, post__isnull=False),
                name="reading_of_account_or_post",
            ),
            models.UniqueConstraint(
                fields=["account", "metric", "source", "observed_at"],
                condition=Q(account__isnull=False),
                name="account_reading_once",
            ),
            models.UniqueConstraint(
                fields=["post", "metric", "source", "observed_at"],
                condition=Q(post__isnull=False),
                name="post_reading_once",
            ),
        ]


class ImportRun(Owned):
    """One file brought in: what it was taken for, what it did, and every refused row."""

    class State(models.TextChoices):
        PREVIEW = "preview", "Waiting for your go"
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    path = models.CharField(max_length=500, blank=True, help_text="Inside the data folder, until the run is over.")
    kind = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEW)
    mapping = models.JSONField(default=dict, help_text="Header to field, or null: kept in the raw record only.")
    options = models.JSONField(default=dict, help_text='What the user chose, such as {"creator": 7}.')
    warnings = models.JSONField(default=list, help_text="What the reader should know: ambiguous dates, texts left out.")
    rows = models.BigIntegerField(default=0)
    rows_done = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    rejected = models.JSONField(default=list, help_text='[{"row", "reason"}], complete.')
    error = models.JSONField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)


class SourceRecord(Owned):
    """The raw row that a fact came from. The same key with the same digest changes nothing."""

    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=300)
    digest = models.BinaryField(max_length=16)
    raw = models.JSONField()
    seen_at = models.DateTimeField(default=clock.now)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind", "key"], name="one_record_per_key")]
