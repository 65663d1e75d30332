"""What came in: mails that answer ours, in threads."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.outreach.models.mailboxes import Mailbox


class Thread(Owned):
    """A conversation with one creator; it is in the inbox once something came in."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="threads")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="threads")
    subject = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    unread = models.BooleanField(default=True)
    assigned_to = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    snoozed_until = models.DateTimeField(null=True)
    snippet = models.CharField(max_length=200, blank=True)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "state", "-last_at"])]


class Incoming(Owned):
    """One mail that came in; the same mail again, or from a folder that was numbered anew, changes nothing."""

    class Kind(models.TextChoices):
        REPLY = "reply", "Reply"
        AUTOMATIC = "automatic", "Automatic answer"
        BOUNCE = "bounce", "Bounce"
        COMPLAINT = "complaint", "Complaint"
        STOP = "stop", "Asked to stop"

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="incoming")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    message_id = models.CharField(max_length=255)
    references = models.TextField(blank=True, help_text="Message-IDs, oldest first, one a line.")
    uid_validity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    from_email = models.CharField(max_length=254)
    from_name = models.CharField(max_length=255, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    new_text = models.TextField(blank=True)
    rest = models.TextField(blank=True, help_text="Quotes and signature.")
    html = models.TextField(blank=True, help_text="Cleaned.")
    doubt = models.CharField(max_length=300, blank=True, help_text="Why it may not be from whom it says.")
    note = models.CharField(max_length=300, blank=True, help_text="What was left out, and why.")
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "message_id"], name="one_incoming_per_message_id")]


class Attachment(Owned):
    incoming = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
