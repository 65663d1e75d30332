"""What is held apart, and codes that leaked, as people fill them in."""

from typing import Any

from django import forms

from groundswell.links.rules.guard import Guard, WithoutClick

CLICKLESS = (
    (WithoutClick.NEVER, "Never"),
    (WithoutClick.NOBODY, "When nobody clicked before"),
    (WithoutClick.BUYER, "When the buyer did not click"),
)


class GuardForm(forms.Form):
    """What a workspace holds apart."""

    without_click = forms.ChoiceField(label="A code used without a click", choices=CLICKLESS)
    before_post = forms.BooleanField(required=False, label="A code used before the creator’s first post that names it")
    own_order = forms.BooleanField(required=False, label="The creator’s own purchases")
    burst_orders = forms.IntegerField(
        min_value=0, max_value=10_000, label="Too many orders of one code in an hour",
        help_text="Held from this number on, unless as many clicked. 0: never.",
    )  # fmt: skip
    coupon_sites = forms.CharField(
        required=False, max_length=20_000, label="Coupon sites", widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Hosts, one on a line. Who comes from there was not sent by a creator.",
    )  # fmt: skip

    @staticmethod
    def values_of(guard: Guard) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "without_click": guard.without_click.value, "before_post": guard.before_post, "own_order": guard.own_order,
            "burst_orders": guard.burst_orders, "coupon_sites": "\n".join(guard.coupon_sites),
        }  # fmt: skip

    def guard(self) -> Guard:
        """What was chosen."""
        data = dict(self.cleaned_data)
        sites = tuple(data.pop("coupon_sites").split())
        return Guard(WithoutClick(data.pop("without_click")), coupon_sites=sites, **data)


class LeakForm(forms.Form):
    """A code that stands where everybody finds it."""

    code = forms.CharField(max_length=64)
    where = forms.CharField(max_length=200, help_text="The site, or the address of the page.")
    since = forms.DateTimeField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="UTC. Today when empty."
    )
