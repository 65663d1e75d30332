"""What creators ask for on their own page that a person decides."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models.catalogue import Creator
from groundswell.kit import clock


class CreatorRequest(Owned):
    """A further address or account, or to be forgotten. The row outlives the erasure as its proof, without the person."""

    class Kind(models.TextChoices):
        EMAIL = "email", "Another e-mail address"
        ACCOUNT = "account", "Another account"
        ERASURE = "erasure", "To be forgotten"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"

    creator = models.ForeignKey(Creator, on_delete=models.SET_NULL, null=True, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=500, blank=True, help_text="The address or the profile; emptied by an erasure.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    confirmed_at = models.DateTimeField(null=True, help_text="When the link in the mail was used: an erasure.")
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was refused; the creator reads it.")
    asked_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["creator", "kind", "value"], condition=models.Q(state="waiting"), name="one_waiting_request"
            )
        ]
        indexes = [models.Index(fields=["workspace", "state", "asked_at"])]
