"""Statements of what was paid out: numbered without gaps, given once, never changed."""

from typing import Any, Never

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.campaigns.models.commissions import AppendOnly, CommissionEntry
from groundswell.creators.models import Creator
from groundswell.kit import clock


class BrandBilling(Owned):
    """How the brand names itself on statements, beside the postal address of the settings; one a workspace."""

    legal_name = models.CharField(max_length=200, blank=True, help_text="The workspace's name when empty.")
    tax_id = models.CharField(max_length=60, blank=True)
    number_prefix = models.CharField(max_length=20, blank=True, help_text="Before the number: ACME-.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_brand_billing")]


class CreatorBilling(Owned):
    """What a creator supplied for statements, and whether self-billing was agreed. Bank numbers are refused."""

    creator = models.OneToOneField(Creator, on_delete=models.CASCADE, related_name="billing")
    name = models.CharField(max_length=200, blank=True, help_text="The creator's name when empty.")
    address = models.TextField(max_length=500, blank=True)
    tax_id = models.CharField(max_length=60, blank=True)
    supplied_at = models.DateTimeField(null=True, help_text="When the creator last gave these on their own page.")
    agreed_on = models.DateField(null=True, help_text="Self-billing was agreed; empty: it was not.")
    tax_note = models.TextField(max_length=1000, blank=True, help_text="The workspace's own words on VAT or GST.")
    changed_at = models.DateTimeField(default=clock.now)


class Statement(Owned):
    """One paper. `content` is everything that it says, as it said it on the day it was given."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "Statement"
        CREDIT_NOTE = "credit_note", "Credit note"

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    creator = models.ForeignKey(Creator, on_delete=models.SET_NULL, null=True, related_name="statements")
    paid_by = models.OneToOneField(
        CommissionEntry, on_delete=models.RESTRICT, null=True, related_name="statement", help_text="Of a payout."
    )
    corrects = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="credit_notes")
    set_off_in = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="set_off")
    issued_on = models.DateField()
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=14, decimal_places=2, help_text="Before credit notes are set off.")
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="one_statement_per_number")]
        indexes = [models.Index(fields=["workspace", "creator"])]

    def __str__(self) -> str:
        return f"{self.content['title']} {self.content['number']}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"creator"}:
            raise AppendOnly("A statement that was given is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("A statement that was given is never deleted: its number would be missing.")


class StatementEntry(Owned):
    """Which paper tells an approved entry of the ledger: each is told once."""

    statement = models.ForeignKey(Statement, on_delete=models.RESTRICT, related_name="entries")
    entry = models.OneToOneField(CommissionEntry, on_delete=models.RESTRICT, related_name="told")
