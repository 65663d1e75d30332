"""The commission ledger: what each order earned a creator, what is due, what was paid. Entries are only ever added."""

from typing import Any, Never

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.campaigns.models.campaigns import Campaign
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Order


class AppendOnly(Exception):
    """An entry of a ledger was to be changed; the programmer's fault, not the user's."""


class Payout(Owned):
    """What is paid out together in one currency. Groundswell moves no money and keeps no bank numbers."""

    class State(models.TextChoices):
        OPEN = "open", "To be paid"
        PAID = "paid", "Paid"
        CANCELLED = "cancelled", "Cancelled"

    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reference = models.CharField(max_length=120, blank=True, help_text="Of the bank or of PayPal.")
    paid_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Payout {self.pk}"


class CommissionEntry(Owned):
    """One movement. Earned: pending and reversed; due: approved; out: paid. Amounts add up, so a reversal is negative."""

    class Kind(models.TextChoices):
        PENDING = "pending", "Earned"
        REVERSED = "reversed", "Taken back"
        APPROVED = "approved", "Approved"
        PAID = "paid", "Paid out"

    creator = models.ForeignKey(Creator, on_delete=models.SET_NULL, null=True, related_name="commission_entries")
    campaign = models.ForeignKey(Campaign, on_delete=models.SET_NULL, null=True, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="commission_entries")
    payout = models.ForeignKey(Payout, on_delete=models.RESTRICT, null=True, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    basis = models.CharField(max_length=200, help_text="How it was worked out: 84.00 net × 10 %.")
    key = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_commission_entry_per_key")]
        indexes = [models.Index(fields=["workspace", "creator", "currency"]), models.Index(fields=["order", "creator"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Only a merge of two creators says anew whose an entry is.
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"creator"}:
            raise AppendOnly("Entries of the commission ledger are never changed: add another.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("Entries of the commission ledger are never deleted: add one that takes it back.")
