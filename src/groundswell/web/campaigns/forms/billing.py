"""How brand and creator stand on statements, as people fill it in."""

from typing import Any

from django import forms

from groundswell.campaigns.models import BrandBilling, CreatorBilling
from groundswell.campaigns.statements.billing import LONGEST, SUPPLIED


def _text(label: str, name: str, help_text: str = "", *, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=False, max_length=LONGEST[name], help_text=help_text, widget=widget)


class BrandBillingForm(forms.Form):
    legal_name = _text("Legal name", "legal_name", "The brand’s name when empty.")
    tax_id = _text("Tax number", "tax_id", "VAT, GST or company number.")
    number_prefix = _text("Before each number", "number_prefix", "Such as ACME-; the numbers themselves go on.")

    @classmethod
    def of(cls, row: BrandBilling) -> "BrandBillingForm":
        return cls(initial={name: getattr(row, name) for name in cls.base_fields})


class SuppliedForm(forms.Form):
    """What a creator supplies, on their own page or to the team."""

    name = _text("Name on statements", "name", "A company’s, for example. The usual name when empty.")
    address = _text("Address on statements", "address", rows=3)
    tax_id = _text("Tax number", "tax_id", "VAT, GST or the like, if there is one. No bank number.")

    @classmethod
    def of(cls, row: CreatorBilling) -> "SuppliedForm":
        return cls(initial={name: getattr(row, name) for name in SUPPLIED})


class AgreedForm(forms.Form):
    agreed_on = forms.DateField(
        label="Self-billing was agreed on", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Empty: it was not, and the paper is called “Statement”.",
    )  # fmt: skip
    tax_note = _text("Your words on VAT or GST", "tax_note", "Printed as you write it; ask your tax adviser.", rows=3)

    @classmethod
    def of(cls, row: CreatorBilling) -> "AgreedForm":
        initial: dict[str, Any] = {"agreed_on": row.agreed_on, "tax_note": row.tax_note}
        return cls(initial=initial)
