"""What the team asks of each other."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.relationships.models.board import Note


class Task(Owned):
    """One thing that somebody of the team does, about a creator or about nobody in particular."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, null=True, related_name="tasks")
    title = models.CharField(max_length=200)
    assignee = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["workspace", "done_at", "due_on"])]

    def __str__(self) -> str:
        return self.title


class Mention(Owned):
    """A member of the team named in a note; kept until they have seen it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="one_mention_per_note_and_user")]
        indexes = [models.Index(fields=["workspace", "user", "seen_at"])]
