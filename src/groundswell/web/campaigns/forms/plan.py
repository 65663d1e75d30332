"""What a plan is asked for, on one form."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from groundswell.accounts.models import Workspace
from groundswell.campaigns.programme import Asked
from groundswell.discovery.personas.queries import personas
from groundswell.discovery.saved.queries import saved_searches
from groundswell.relationships.queries import lists

COUNT: dict[str, Any] = {"min_value": 1, "max_value": 100_000, "required": False}


SEARCH = "search:"  # before the slug of a saved search
_Choices = list[tuple[str, list[tuple[str, str]]]]


class PlanForm(forms.Form):
    """`asked()` of a valid form is what the planner takes; prices stand in fields `price_ID` beside it."""

    list = forms.ChoiceField(label="Candidates", help_text="A list of creators, or a saved search.")
    budget = forms.DecimalField(min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    max_creators = forms.IntegerField(label="At most so many creators", **COUNT)
    max_per_platform = forms.IntegerField(label="At most per platform", **COUNT)
    max_per_niche = forms.IntegerField(label="At most per niche", **COUNT)
    min_per_niche = forms.IntegerField(label="At least per niche", min_value=0, max_value=1_000, required=False)
    persona = forms.ChoiceField(
        required=False, help_text="Whom to engage: only followers who are of this persona count."
    )
    brand = forms.CharField(
        label="What it is for",
        max_length=100,
        required=False,
        help_text="Brand, hashtag or handle: who agreed elsewhere not to post for it is kept out.",
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", label="Country of the audience", required=False, help_text="Two letters, such as US."
    )
    gender = forms.ChoiceField(
        label="Gender of the audience", choices=[("", "Any"), ("female", "Women"), ("male", "Men")], required=False
    )
    market = forms.IntegerField(
        label="People on the platform you could reach",
        help_text="Decides how far audiences overlap where only numbers of followers are known. Empty takes an assumption.",
        **COUNT | {"max_value": 10**10},
    )

    def __init__(self, workspace: Workspace, data: Mapping[str, Any] | None, list: str = "") -> None:
        super().__init__(data, initial={"list": list})
        self.fields["list"].choices = _candidates(workspace)  # type: ignore[attr-defined]  # a ChoiceField has them
        known = [("", "Anybody"), *((one.slug, one.name) for one in personas(workspace))]
        self.fields["persona"].choices = known  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["budget"].help_text = f"In {workspace.currency}. No plan costs a cent more."

    def asked(
        self, must: tuple[int, ...], ban: tuple[int, ...], swap: tuple[int, ...], apart: tuple[tuple[int, ...], ...]
    ) -> Asked:
        facts = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if facts["list"].startswith(SEARCH):
            facts["search"] = facts.pop("list").removeprefix(SEARCH)
        facts["country"] = facts.get("country", "").upper()
        swapped = swap[0] if swap else None
        return Asked(must=must, ban=ban, apart=apart, swap=swapped, prices=prices_of(self.data), **facts)


def _candidates(workspace: Workspace) -> _Choices:
    named = [(one.slug, f"{one.name} ({one.size})") for one in lists(workspace)]  # type: ignore[attr-defined]  # annotated
    searches = [(f"{SEARCH}{one.slug}", one.name) for one in saved_searches(workspace)]
    groups = [("Lists", named), ("Saved searches", searches)]
    return [(label, choices) for label, choices in groups if choices]


def prices_of(data: Mapping[str, Any]) -> dict[int, Decimal]:
    """By creator, what was entered in the fields `price_ID`; what is no amount of money is passed over."""
    found = {}
    for name in data:
        number = name.removeprefix("price_")
        if number == name or not number.isdecimal():
            continue
        try:
            amount = Decimal(str(data[name]).strip().replace(",", ""))
        except InvalidOperation:
            continue
        if amount.is_finite() and 0 <= amount < 10**10:
            found[int(number)] = amount
    return found
