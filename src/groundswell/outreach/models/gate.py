"""What the lawful gate decided, kept for good."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.outreach.models.messages import Message


class GateDecision(Owned):
    """Whether somebody might be written to, by which country's rule and on what footing; never changed."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="gate_decisions")
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="gate")
    channel = models.CharField(max_length=10, help_text="mail or direct.")
    outcome = models.CharField(max_length=10)
    country = models.CharField(max_length=2, help_text="Whose rule: EU and ZZ stand for several.")
    law = models.CharField(max_length=200)
    rule_from = models.DateField()
    reason = models.TextField()
    footing = models.CharField(max_length=20, blank=True)
    proof = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    since = models.DateField(null=True)
    notice = models.TextField(blank=True, help_text="What the mail had to say.")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "creator", "-at"])]
