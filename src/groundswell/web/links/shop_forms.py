"""The form of codes for many creators in one go."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit.errors import GroundswellError
from groundswell.links.models import Store
from groundswell.links.queries import writable_stores
from groundswell.links.rules.code_patterns import USUAL
from groundswell.links.rules.discounts import Terms
from groundswell.relationships.models import CreatorList

DAY = forms.DateInput(attrs={"type": "date"})
# Fields that a refusal of the services names otherwise.
PLACES = {"percent": "value", "amount": "value", "starts": "starts_on", "ends": "ends_on", "creators": "campaign"}


class ShopCodesForm(forms.Form):
    store = forms.ModelChoiceField(queryset=Store.objects.none(), empty_label=None)
    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.none(), required=False, to_field_name="slug", empty_label="No campaign",
        help_text="A code for each participant who did not decline.",
    )  # fmt: skip
    creator_list = forms.ModelChoiceField(
        label="Only those on the list", queryset=CreatorList.objects.none(), required=False, empty_label="Everybody",
        help_text="Without a campaign: everybody on the list.",
    )  # fmt: skip
    gives = forms.ChoiceField(label="Gives", choices=[("percent", "Per cent off"), ("amount", "An amount off")])
    value = forms.DecimalField(label="How much", max_digits=8, decimal_places=2, initial=10)
    currency = forms.CharField(max_length=3, required=False, help_text="Of amounts; the one your shop sells in.")
    minimum = forms.DecimalField(
        label="Goods for at least", max_digits=8, decimal_places=2, required=False, help_text="Empty: no minimum."
    )
    starts_on = forms.DateField(label="First day", required=False, widget=DAY, help_text="UTC. Empty: at once.")
    ends_on = forms.DateField(label="Last day", required=False, widget=DAY, help_text="UTC. Empty: no end.")
    uses = forms.IntegerField(
        label="Works how often", min_value=1, required=False, help_text="Each code, in total. Empty: without limit."
    )
    once_per_customer = forms.BooleanField(label="Once per customer", required=False)
    pattern = forms.CharField(
        max_length=100, initial=USUAL, help_text="{NAME}, {HANDLE}, {NUMBER} and {CAMPAIGN} are filled in."
    )

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].initial = workspace.currency
        choices = {
            "store": writable_stores(workspace), "campaign": Campaign.objects.of(workspace).order_by("name"),
            "creator_list": CreatorList.objects.of(workspace).order_by("name"),
        }  # fmt: skip
        for name, rows in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def terms(self) -> Terms:
        data = self.cleaned_data
        value: dict[str, Decimal] = {data["gives"]: data["value"]}
        return Terms(
            **value, currency=data["currency"], minimum=data["minimum"], starts_at=_moment(data["starts_on"], time()),
            ends_at=_moment(data["ends_on"], time(23, 59, 59)), uses=data["uses"], once_per_customer=data["once_per_customer"],
        )  # fmt: skip

    def take(self, refusal: GroundswellError) -> None:
        """Shows a service's refusal at the field it is about."""
        where = PLACES.get(refusal.where or "", refusal.where)
        self.add_error(where if where in self.fields else None, f"{refusal.message} {refusal.cure}".strip())


def _moment(day: date | None, hour: time) -> datetime | None:
    return datetime.combine(day, hour, tzinfo=UTC) if day else None
