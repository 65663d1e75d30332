"""Small genuine things to do before anybody is asked for anything."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Account, Creator, Post
from groundswell.kit import clock


class WarmUpTask(Owned):
    """One thing that a person may do on a network; no machine does it."""

    class Kind(models.TextChoices):
        FOLLOW = "follow", "Follow"
        COMMENT = "comment", "Comment"
        SHARE = "share", "Share and tag"

    class State(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done"
        SKIPPED = "skipped", "Left out"
        EXPIRED = "expired", "Not done in time"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="warm_up_tasks")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    url = models.URLField(max_length=500, blank=True, help_text="Empty where only the handle is known.")
    about = models.CharField(max_length=300, blank=True, help_text="The post's own words.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    words = models.CharField(max_length=1000, blank=True, help_text="What was written, or why it was left out.")
    key = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_warm_up_task_per_key")]
        indexes = [models.Index(fields=["workspace", "state", "-made_at"])]
