"""An offer on one form: what is given, what is asked, what must be disclosed."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from groundswell.campaigns.models import Activity, Campaign, Offer
from groundswell.campaigns.rules.terms import MOST_PER_LINE, Item, OfferTerms, PlannedPost
from groundswell.disclosure.queries import clause_of
from groundswell.kit import clock
from groundswell.kit.money import ZERO
from groundswell.platforms.names import PLATFORMS
from groundswell.web.campaigns.forms.campaign import percent_of

MONEY: dict[str, Any] = {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2, "required": False}
DAYS_TO_ANSWER = 10


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"})


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OfferForm(forms.Form):
    """`terms()` of a valid form and the planned posts is what the service takes."""

    greeting = forms.CharField(required=False, widget=_text(3), help_text="A few words of your own at the top.")
    fee = forms.DecimalField(**MONEY)
    product = forms.CharField(
        max_length=200, required=False, help_text="What you send, such as “Trail shoe, size of their choice”."
    )
    product_value = forms.DecimalField(label="Retail value", **MONEY)
    product_cost = forms.DecimalField(
        label="Cost to you", help_text="For your accounts; the creator does not see it.", **MONEY
    )
    commission = forms.DecimalField(min_value=Decimal(0), max_value=Decimal(100), decimal_places=2, required=False)
    event = forms.CharField(max_length=300, required=False, help_text="An invitation: what and where.")
    event_on = forms.DateField(label="On", required=False, widget=_date())
    other = forms.CharField(
        label="Anything else", max_length=300, required=False, help_text="A course, a trip, a donation."
    )
    other_value = forms.DecimalField(label="Its worth", **MONEY)
    pay_by = forms.DateField(
        label="You pay by", required=False, widget=_date(), help_text="Shown to the creator, and to you when it is due."
    )
    ship_by = forms.DateField(label="You send by", required=False, widget=_date())
    discount = forms.CharField(
        max_length=60, required=False, help_text="What the creator’s code gives buyers: “15 % off”."
    )
    usage_rights = forms.CharField(
        required=False, widget=_text(2), help_text="Where and how long you may use the content."
    )
    disclosure_clause = forms.CharField(
        widget=_text(10), help_text="Lines that start with “Right:” and “Wrong:” are shown as examples."
    )
    expires_on = forms.DateField(
        label="Answer by", widget=_date(), help_text="The page closes at the end of that day, UTC."
    )

    def terms(self, currency: str, planned: tuple[PlannedPost, ...], items: tuple[Item, ...] = ()) -> OfferTerms:
        data = dict(self.cleaned_data)
        commission, expires = data.pop("commission"), data.pop("expires_on")
        data["fee"] = data["fee"] or ZERO
        return OfferTerms(
            currency=currency,
            deliverables=planned,
            items=items,
            commission_rate=None if commission is None else commission / 100,
            expires_at=datetime.combine(expires, time(23, 59, 59), tzinfo=UTC),
            **data,
        )


class PlannedPostForm(forms.Form):
    """One line of what is asked; a line without a platform is left out."""

    quantity = forms.IntegerField(min_value=1, max_value=MOST_PER_LINE, initial=1)
    platform = forms.ChoiceField(choices=[("", "—"), *PLATFORMS.items()], required=False)
    activity = forms.ChoiceField(choices=Activity.choices, initial=Activity.HASHTAG_POST)
    window_start = forms.DateField(label="From", required=False, widget=_date())
    due_on = forms.DateField(label="Due", required=False, widget=_date())
    requirements = forms.CharField(required=False, max_length=500)
    fee_percent = forms.DecimalField(
        label="Of the fee", min_value=Decimal(0), max_value=Decimal(100), decimal_places=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, due = data.get("window_start"), data.get("due_on")
        if start and due and start > due:
            self.add_error("due_on", "The window opens after the due date.")
        return data


PlannedPosts = forms.formset_factory(PlannedPostForm, extra=2, max_num=12)


def planned_of(formset: Any) -> tuple[PlannedPost, ...]:
    """The lines that name a platform."""
    rows = (form.cleaned_data for form in formset)
    return tuple(
        PlannedPost(**{name: value for name, value in row.items() if name != "fee_percent"}, fee_share=_share(row))
        for row in rows
        if row.get("platform")
    )


def _share(row: dict[str, Any]) -> Decimal | None:
    return None if row.get("fee_percent") is None else row["fee_percent"] / 100


def first_terms(campaign: Campaign) -> dict[str, Any]:
    """What a new offer's form shows: the campaign's own defaults, and the clause for a paid post."""
    rate = campaign.commission_rate
    return {
        "commission": percent_of(rate),
        "disclosure_clause": clause_of(campaign),
        "expires_on": clock.today() + timedelta(days=DAYS_TO_ANSWER),
    }


def initial_of(offer: Offer) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the form and its lines show for an offer that exists."""
    names = [n for n in OfferForm.base_fields if n not in ("commission", "expires_on")]
    rate = offer.commission_rate
    terms = {name: getattr(offer, name) for name in names}
    terms |= {"commission": percent_of(rate), "expires_on": offer.expires_at.date()}
    lines = [
        {
            **row,
            "window_start": _day(row["window_start"]),
            "due_on": _day(row["due_on"]),
            "fee_percent": percent_of(Decimal(row["fee_share"])) if row.get("fee_share") else None,
        }
        for row in offer.deliverables
    ]
    return terms, lines


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
