"""Sequences: a few steps over some days, for many people, each person's own."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.outreach.models.mailboxes import Mailbox
from groundswell.outreach.models.messages import Message


class Sequence(Owned):
    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Running"
        PAUSED = "paused", "Paused"

    name = models.CharField(max_length=120)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="sequences")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Step(Owned):
    """What is sent, and how many days after the step before. Texts are Liquid."""

    class Kind(models.TextChoices):
        MAIL = "mail", "Mail"
        HAND = "hand", "Direct message by hand"

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MAIL)
    wait_days = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=255, blank=True, help_text="Empty: goes on in the same conversation.")
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sequence", "position"], name="one_step_per_position")]


class Enrolment(Owned):
    """One person's way through a sequence. `due_at` is empty while the step that was begun has not ended."""

    class State(models.TextChoices):
        ACTIVE = "active", "Under way"
        BLOCKED = "blocked", "Blocked"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="enrolments")
    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="enrolments")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it is blocked or was stopped.")
    position = models.PositiveSmallIntegerField(default=1, help_text="The next step.")
    due_at = models.DateTimeField(null=True)
    stage_before = models.CharField(max_length=20, blank=True, help_text="The relationship's stage at the start.")
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sequence", "creator"], name="once_per_sequence")]
        indexes = [models.Index(fields=["state", "due_at"])]


class StepRun(Owned):
    """One step for one person: there is never a second, whatever crashes."""

    class State(models.TextChoices):
        QUEUED = "queued", "Mail in the queue"
        TO_DO = "to_do", "To send by hand"
        DONE = "done", "Sent"
        LEFT_OUT = "left_out", "Left out"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="runs")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="runs")
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="step_run")
    text = models.TextField(blank=True, help_text="Of a direct message.")
    state = models.CharField(max_length=10, choices=State.choices)
    created_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "step"], name="one_run_per_step_and_person")]
