"""What a workspace watches the networks for, how far each was read, and whom it found."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Account, Pass, Post
from groundswell.kit import clock


class Monitor(Owned):
    """Something to watch for: a brand name, a handle, a hashtag or a product's page."""

    class Kind(models.TextChoices):
        HASHTAG = "hashtag", "Hashtag"
        HANDLE = "handle", "Handle"
        NAME = "name", "Name"
        LINK = "link", "Product link"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=500, help_text="As it is compared: see rules.monitors.")
    platform = models.CharField(max_length=20, blank=True, help_text="Of a handle on one network; empty: on every one.")
    shown = models.CharField(max_length=500, help_text="As it was typed.")
    to_board = models.BooleanField(default=True, help_text="Whether people it finds go on the board by themselves.")
    rival = models.BooleanField(
        default=False,
        db_default=False,
        help_text="A competitor’s: for share of voice only; nobody it finds is an advocate.",
    )
    paused_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "platform", "value"], name="one_monitor_per_value")
        ]

    def __str__(self) -> str:
        return self.shown


class MonitorScan(Pass):
    """How far one connector was searched for one monitor; a search that is broken off goes on at `cursor`."""

    monitor = models.ForeignKey(Monitor, on_delete=models.CASCADE, related_name="scans")
    connector = models.CharField(max_length=40)
    identity = models.CharField(max_length=255, blank=True, help_text="The lasting id behind a handle there.")
    wait_until = models.DateTimeField(null=True, help_text="Not before, after something went wrong.")
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    error = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["monitor", "connector"], name="one_scan_per_connector")]


class Mention(Owned):
    """A post that a monitor met. `asked`: whether the brand had asked its author for anything by the time of the post."""

    class How(models.TextChoices):
        SEARCH = "search", "by searching the network"
        STREAM = "stream", "in the live stream"
        PROFILE = "profile", "while reading the profile"
        KEPT = "kept", "among posts read before"
        EVENT = "event", "told by the network itself"

    monitor = models.ForeignKey(Monitor, on_delete=models.CASCADE, related_name="mentions")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mentions")
    how = models.CharField(max_length=10, choices=How.choices)
    asked = models.BooleanField()
    found_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["monitor", "post"], name="one_mention_per_monitor")]
        indexes = [models.Index(fields=["workspace", "-found_at"])]


class MutedAccount(Owned):
    """Somebody this workspace does not want to see among natural advocates."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "account"], name="one_mute_per_account")]


class StreamPosition(models.Model):
    """Where the reading of a live stream stands, and which process reads it: only one does."""

    connector = models.CharField(max_length=40, unique=True)
    cursor = models.BigIntegerField(default=0, help_text="Of the last event that was stored; µs since 1970.")
    holder = models.CharField(max_length=64, blank=True)
    held_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(null=True, help_text="Empty while it is not connected.")
    heard_at = models.DateTimeField(null=True, help_text="When the last event came.")
    message = models.CharField(max_length=300, blank=True, help_text="Why it is not connected.")
