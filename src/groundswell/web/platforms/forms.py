"""Keys and limits of a connector."""

from collections.abc import Mapping
from typing import Any

from django import forms

from groundswell.platforms.port import TICKED, Need
from groundswell.platforms.queries import Standing

OWN_LIMIT = "Empty: its own limit."


class KeysForm(forms.Form):
    """One field for each need. A secret that is set is never sent to the browser: left empty, it stays."""

    def __init__(self, standing: Standing, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, prefix=standing.plugin.name)
        self.needs = standing.plugin.needs
        for need in self.needs:
            self.fields[need.name] = _field(need, is_set=need.name in standing.given, shown=standing.shown)

    def given(self) -> dict[str, str]:
        """What to keep: secrets that were typed, and the rest as it stands; empty removes what is no secret."""
        typed = {need.name: _typed(self.cleaned_data[need.name]) for need in self.needs}
        return {need.name: typed[need.name] for need in self.needs if typed[need.name] or not need.secret}


class KeyField(forms.CharField):
    """`is_needed`: the connector cannot do without, though it may be left empty while it is set."""

    def __init__(self, *, is_needed: bool, is_set: bool, **options: Any) -> None:
        super().__init__(required=is_needed and not is_set, max_length=4000, **options)
        self.is_needed = is_needed


class LimitsForm(forms.Form):
    daily_units = forms.IntegerField(min_value=0, required=False, label="Units a day", help_text=OWN_LIMIT)
    monthly_money = forms.DecimalField(
        min_value=0, decimal_places=2, max_digits=12, required=False, label="USD a month", help_text=OWN_LIMIT
    )


def _typed(value: str | bool) -> str:
    return value if isinstance(value, str) else TICKED * value


def _field(need: Need, *, is_set: bool, shown: Mapping[str, str]) -> forms.Field:
    if need.tick:
        return forms.BooleanField(label=need.label, help_text=need.help, initial=need.name in shown, required=False)
    attributes = {"autocomplete": "off", "spellcheck": "false"}
    widget = forms.PasswordInput(attrs=attributes) if need.secret else forms.TextInput(attrs=attributes)
    state = "" if not need.secret else "Set. Leave empty to keep it. " if is_set else "Not set. "
    return KeyField(
        label=need.label, help_text=f"{state}{need.help}".strip(), widget=widget, initial=shown.get(need.name, ""),
        is_needed=need.required, is_set=is_set,
    )  # fmt: skip
