"""A campaign on one form."""

from decimal import Decimal
from typing import Any

from django import forms

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import CampaignFacts
from groundswell.disclosure.jurisdictions import PLACES

DATE = forms.DateInput(attrs={"type": "date"})


class CampaignForm(forms.Form):
    """`facts()` of a valid form is what the service takes."""

    name = forms.CharField(max_length=200, help_text="Creators see it on their offer.")
    state = forms.ChoiceField(choices=Campaign.State.choices, initial=Campaign.State.DRAFT)
    goal = forms.CharField(max_length=300, required=False)
    starts_on = forms.DateField(label="Starts", required=False, widget=DATE)
    ends_on = forms.DateField(label="Ends", required=False, widget=DATE)
    budget = forms.DecimalField(min_value=Decimal(0), max_digits=14, decimal_places=2, required=False)
    currency = forms.RegexField(r"^[A-Za-z]{3}$", help_text="Three letters, such as USD.")
    landing_url = forms.URLField(
        label="Landing page", required=False, assume_scheme="https", max_length=2000,
        help_text="Where creators’ short links lead. Each accepted creator gets a link of their own.",
    )  # fmt: skip
    hashtag = forms.CharField(max_length=100, required=False, help_text="Posts that carry it are recognised.")
    brand_handle = forms.CharField(max_length=100, required=False, help_text="The account creators mention.")
    commission = forms.DecimalField(
        label="Commission", min_value=Decimal(0), max_value=Decimal(100), decimal_places=2, required=False,
        help_text="Share of net sales, offered by default.",
    )  # fmt: skip
    jurisdictions = forms.MultipleChoiceField(
        label="Where the audience lives",
        choices=[(code, place.name) for code, place in PLACES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Posts are checked against the disclosure rules of each. Without any, every post waits for a person.",
    )
    brief = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 8}), help_text="Shown to creators.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and start > end:
            self.add_error("ends_on", "The campaign would end before it starts.")
        return data

    def facts(self) -> CampaignFacts:
        data = dict(self.cleaned_data)
        commission = data.pop("commission")
        data["currency"] = data["currency"].upper()
        data["jurisdictions"] = tuple(data["jurisdictions"])
        return CampaignFacts(commission_rate=None if commission is None else commission / 100, **data)


def initial_of(campaign: Campaign) -> dict[str, Any]:
    """What the form shows for a campaign that exists."""
    names = [name for name in CampaignForm.base_fields if name != "commission"]
    rate = campaign.commission_rate
    return {name: getattr(campaign, name) for name in names} | {"commission": percent_of(rate)}


def percent_of(rate: Decimal | None) -> str:
    """A share as a form shows it: 0.1 is "10"."""
    return "" if rate is None else f"{(rate * 100).normalize():f}"
