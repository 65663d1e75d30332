"""What creators correct."""

from typing import Any

from django import forms

from groundswell.creators.imports.writing.facts import ADDRESS
from groundswell.creators.models import Creator
from groundswell.creators.own_record.correcting import LONGEST, OWN_FACTS

COMPLETE = {
    "name": "name", "phone": "tel", "address_line_1": "address-line1", "address_line_2": "address-line2",
    "postal_code": "postal-code", "city": "address-level2", "state": "address-level1", "country": "country",
}  # fmt: skip
PARCEL = ("name", "address_line_1", "address_line_2", "postal_code", "city", "state", "country", "phone")


def _text(label: str, name: str, **more: Any) -> forms.CharField:
    attributes = {"autocomplete": COMPLETE[name]} if name in COMPLETE else {}
    most = more.pop("max_length", LONGEST)
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=attributes), **more)


class RecordForm(forms.Form):
    name = _text("Name", "name")
    address_line_1 = _text("Street and number", "address_line_1", required=False)
    address_line_2 = _text("Flat, floor, care of", "address_line_2", required=False)
    postal_code = _text("Postal code", "postal_code", required=False, max_length=20)
    city = _text("City", "city", required=False, max_length=120)
    state = _text("State or province", "state", required=False)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", label="Country", required=False, help_text="Two letters, such as US.",
        error_messages={"invalid": "Two letters, such as US."}, widget=forms.TextInput(attrs={"autocomplete": "country"}),
    )  # fmt: skip
    phone = _text("Phone", "phone", required=False, max_length=50, help_text="For the parcel service.")

    @classmethod
    def of(cls, creator: Creator) -> "RecordForm":
        facts = {name: getattr(creator, name) for name in OWN_FACTS}
        return cls(initial=facts | {name: creator.address.get(name, "") for name in ADDRESS})


class ChangeForm(forms.Form):
    """Another address or account, which a person applies."""

    email = forms.EmailField(label="New e-mail address", required=False, max_length=254)
    account = forms.CharField(
        label="Account to add", required=False, max_length=300, help_text="Its address, or network:@handle."
    )
