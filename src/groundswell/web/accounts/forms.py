"""What people fill in about themselves and their workspace."""

from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.text import slugify

from groundswell.accounts import rules
from groundswell.accounts.models import Role, User, Workspace

PERCENT = Decimal(100)


class WorkspaceForm(forms.Form):
    """A workspace's settings, with shares as per cent."""

    name = forms.CharField(max_length=200, help_text="The brand, as creators know it.")
    website = forms.URLField(required=False, assume_scheme="https")
    currency = forms.CharField(max_length=3, help_text="Reports are in this currency: USD, EUR, GBP, …")
    time_zone = forms.ChoiceField(choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())])
    postal_address = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stands under commercial mail; many countries require it.",
    )
    gross_margin = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="What is left of net revenue after the cost of goods. Unknown when empty.",
    )
    attribution_days = forms.IntegerField(
        min_value=1, max_value=365, help_text="An order counts for a click up to so many days before it."
    )
    return_days = forms.IntegerField(
        min_value=0, max_value=365, label="Return window",
        help_text="Commission on an order is due when its goods can no longer come back.",
    )  # fmt: skip
    repeat_minutes = forms.IntegerField(
        min_value=0, max_value=1440, label="Same visitor again",
        help_text="Further clicks on a link within this time are kept but not counted. 0: each counts.",
    )  # fmt: skip
    micro = forms.IntegerField(min_value=1, label="Micro starts at")
    macro = forms.IntegerField(min_value=1, label="Macro starts at")
    mega = forms.IntegerField(min_value=1, label="Mega starts at")

    @staticmethod
    def values_of(workspace: Workspace) -> dict[str, Any]:
        """What the form starts with."""
        margin = workspace.gross_margin
        return {
            **{
                name: getattr(workspace, name)
                for name in (
                    "name",
                    "website",
                    "currency",
                    "time_zone",
                    "postal_address",
                    "attribution_days",
                    "return_days",
                    "repeat_minutes",
                )
            },
            **rules.tier_bounds(workspace.tier_bounds),
            "gross_margin": None if margin is None else (margin * PERCENT).quantize(Decimal("0.01")),
        }

    def changes(self) -> dict[str, Any]:
        """What `update_workspace` takes."""
        data = dict(self.cleaned_data)
        margin = data.pop("gross_margin")
        bounds = {tier: data.pop(tier) for tier in rules.DEFAULT_TIER_BOUNDS}
        return {**data, "gross_margin": None if margin is None else margin / PERCENT, "tier_bounds": bounds}


class NewWorkspaceForm(forms.Form):
    name = forms.CharField(max_length=200, label="Brand", widget=forms.TextInput(attrs={"autofocus": True}))
    currency = forms.CharField(max_length=3, initial="USD", help_text="Reports are in this currency.")

    def slug(self) -> str:
        """An address made from the name."""
        return slugify(self.cleaned_data["name"])[:50].strip("-") or "brand"


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.MANAGER)


class TokenForm(forms.Form):
    name = forms.CharField(max_length=100, label="What will use it?")
    scopes = forms.MultipleChoiceField(
        choices=[("read", "Read"), ("write", "Change things")], initial=["read"], widget=forms.CheckboxSelectMultiple
    )


class AcceptForm(forms.Form):
    """The password of a new person."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
        help_text="At least 10 characters.",
    )


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # django's ModelForm takes no argument at run time
    class Meta:
        model = User
        fields = ["first_name", "last_name"]
