"""What networks told of catalogue accounts, beside the catalogue itself: evidence, follow lists, and how far we are."""

from django.db import models

from groundswell.creators.models.catalogue import Account, Post
from groundswell.kit import clock


class AccountSync(models.Model):
    """How a catalogue account stands with its network."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="sync")
    refreshed_at = models.DateTimeField(null=True, db_index=True, help_text="When all of it was last read.")
    checked_at = models.DateTimeField(null=True, help_text="When every held post was last looked for.")
    looked_at = models.DateTimeField(null=True, help_text="When only its newest posts were last asked for.")
    wait_until = models.DateTimeField(null=True, help_text="Not before, after something went wrong.")
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    error = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=300, blank=True)
    gone_at = models.DateTimeField(null=True, help_text="When the network said that it is no more.")
    hidden = models.JSONField(default=list, help_text='What exists and is not shown: ["followers_list"].')


class Pass(models.Model):
    """One reading of a long list, page by page. A worker that dies goes on at `cursor`; a page twice changes nothing."""

    started_at = models.DateTimeField(null=True, help_text="Of the pass under way; empty between two.")
    since = models.DateTimeField(null=True, help_text="How far back it reads.")
    cursor = models.TextField(blank=True)
    pages = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True, help_text="When the last whole pass began.")

    class Meta:
        abstract = True


class NetworkPass(Pass):
    """How far a list of an account was read."""

    class What(models.TextChoices):
        POSTS = "posts", "Posts"
        FOLLOWERS = "followers", "Followers"
        FOLLOWING = "following", "Following"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passes")
    what = models.CharField(max_length=10, choices=What.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "what"], name="one_pass_per_list")]


class FollowEdge(models.Model):
    """Somebody on an account's list of followers or followings: an id and a handle, nothing about the person."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="edges")
    direction = models.CharField(max_length=10, choices=[("followers", "Follower"), ("following", "Followed")])
    external_id = models.CharField(max_length=255)
    handle = models.CharField(max_length=255, blank=True)
    first_seen_at = models.DateTimeField(default=clock.now)
    last_seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "direction", "external_id"], name="one_edge_per_person")
        ]
        indexes = [models.Index(fields=["external_id"])]


class PostVersion(models.Model):
    """A post as it was at one time, with the network's raw answer: evidence that an edit does not remove."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions", db_index=False)
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=500, blank=True)
    caption = models.TextField(blank=True)
    warning = models.TextField(blank=True)
    raw = models.JSONField(default=dict)
    source = models.CharField(max_length=120)
    seen_at = models.DateTimeField(default=clock.now, help_text="When it was first seen like this.")
    told_at = models.DateTimeField(default=clock.now, db_index=True, help_text="And when last.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "digest"], name="one_version_per_text")]
