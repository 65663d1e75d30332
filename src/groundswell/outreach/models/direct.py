"""Direct messages sent by a network's official interface."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock
from groundswell.outreach.models.sequences import StepRun


class DirectAccount(Owned):
    """The brand's own account on a network, from which direct messages go out."""

    network = models.CharField(max_length=20)
    host = models.CharField(max_length=255, help_text="Address of its server.")
    name = models.CharField(max_length=255, blank=True, help_text="How it signs in, where that takes a name.")
    handle = models.CharField(max_length=255, help_text="As the network told when the keys were tried.")
    sealed = models.TextField(help_text="Token or app password, encrypted.")
    tried_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "network"], name="one_direct_account_per_network")]


class DirectMessage(Owned):
    """One message to one person. As with mails, `sending` is written before the network is spoken to."""

    class State(models.TextChoices):
        SENDING = "sending", "Sending"
        SENT = "sent", "Sent"
        UNSURE = "unsure", "Not sure: check"
        FAILED = "failed", "Failed"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="direct_messages")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", help_text="To whom.")
    network = models.CharField(max_length=20)
    step_run = models.OneToOneField(StepRun, on_delete=models.SET_NULL, null=True, related_name="direct_message")
    sender = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    from_handle = models.CharField(max_length=255)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENDING)
    error = models.CharField(max_length=500, blank=True)
    remote_id = models.CharField(max_length=255, blank=True)
    idempotency_key = models.CharField(max_length=120)
    lease_until = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "idempotency_key"], name="one_direct_per_key")]
