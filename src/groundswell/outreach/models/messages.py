"""Messages, the templates they are made from, and whom they must not go to."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.outreach.models.mailboxes import Mailbox


class Template(Owned):
    name = models.CharField(max_length=120)
    subject = models.CharField(max_length=255)
    body = models.TextField(help_text="Liquid; plain text.")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Message(Owned):
    """One mail to one person. `sending` is written before the server is spoken to, so a crash can
    leave a message unsure but never send it twice."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Sending"
        SENT = "sent", "Sent"
        UNSURE = "unsure", "Not sure: check"
        FAILED = "failed", "Failed"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="messages")
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages")
    template = models.ForeignKey(Template, on_delete=models.SET_NULL, null=True, related_name="+")
    sender = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    to_email = models.EmailField()
    subject = models.CharField(max_length=255)
    body = models.TextField()
    message_id = models.CharField(max_length=255, unique=True)
    references = models.TextField(
        blank=True, db_default="", help_text="Message-IDs it answers, oldest first, one a line."
    )
    thread = models.ForeignKey("outreach.Thread", on_delete=models.SET_NULL, null=True, related_name="messages")
    idempotency_key = models.CharField(max_length=120)
    paced = models.BooleanField(
        default=False, db_default=False, help_text="Waits for its turn: cap, gap and the recipient's working hours."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    next_attempt_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "idempotency_key"], name="one_message_per_key")]
        indexes = [models.Index(fields=["state", "next_attempt_at"])]


class Suppression(Owned):
    """An address that must not be written to; only its digest is kept, so it survives erasure."""

    address_digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=60)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "address_digest"], name="suppressed_once")]
