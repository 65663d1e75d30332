"""What creators say came from them: an order without their code or link. A person decides; it never counts by itself."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models.orders import Order


class OrderClaim(Owned):
    """One claim, as the creator wrote it. Nothing of it tells the creator whether such an order exists."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="order_claims")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.SET_NULL, null=True, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    placed_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    buyer = models.CharField(max_length=64, blank=True, help_text="Digest of the buyer's address; never the address.")
    note = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=64, help_text="Digest of what was claimed: the same again is this row.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True, help_text="Of the decision; the creator reads a refusal's.")
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="claims")
    filed_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "creator", "key"], name="one_claim_of_the_same"),
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(state="accepted"), name="one_accepted_claim_per_order"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "state", "filed_at"])]

    def __str__(self) -> str:
        told = [
            f"order {self.number}" if self.number else "",
            f"of {self.placed_on:%-d %b %Y}" if self.placed_on else "",
        ]
        told += [f"over {self.amount} {self.currency}".strip() if self.amount is not None else ""]
        return " ".join(filter(None, told)) or "an order of a buyer known by address"
