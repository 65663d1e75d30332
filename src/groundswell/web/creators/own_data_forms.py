"""The form in which creators type or upload their insights."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.files.base import File
from django.forms import BoundField

from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.consent import evidence, insights
from groundswell.creators.models import Account
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import Profile, parse_profile
from groundswell.platforms.names import PLATFORMS

AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")
GENDERS = ("female", "male")
PLACES = 5
OTHER = "other"
PLACE: dict[str, Any] = {"class": "form-control form-control-sm", "autocomplete": "off"}
SHARE: dict[str, Any] = {**PLACE, "inputmode": "decimal", "placeholder": "%"}


class InsightsForm(forms.Form):
    """Shares in per cent, by hand or as a file; the account and the day they are of; a screenshot."""

    account = forms.ChoiceField(label="Which account")
    profile = forms.CharField(
        required=False, max_length=300, label="Its address", help_text="Only for an account that is not in the list."
    )
    observed_on = forms.DateField(
        label="The insights are of", widget=forms.DateInput(attrs={"type": "date"}), initial=lambda: clock.now().date()
    )
    file = forms.FileField(
        required=False, label="A file, instead of typing",
        help_text="CSV with the columns dimension, value, share: country,US,41.5%. At most 256 KB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    screenshot = forms.FileField(
        required=False, label="A screenshot as evidence", help_text="PNG, JPEG or WebP, at most 8 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )  # fmt: skip
    agree = forms.BooleanField(label="I agree", error_messages={"required": "Tick the box to agree."})

    def __init__(self, accounts: Sequence[Account], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.accounts = {str(one.pk): one for one in accounts if one.handle}
        listed = [
            (key, f"{PLATFORMS.get(one.platform, one.platform)} @{one.handle}") for key, one in self.accounts.items()
        ]
        account = self.fields["account"]
        assert isinstance(account, forms.ChoiceField)  # noqa: S101  # for the type checker
        account.choices = [*listed, (OTHER, "Another account")]
        for name, label, widget in _cells():
            self.fields[name] = forms.CharField(required=False, max_length=120, label=label, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field, read in (("profile", self._profile), ("screenshot", self._screenshot), ("file", self._figures)):
            try:
                cleaned[f"ready_{field}"] = read(cleaned)
            except BadInput as error:
                where = f"{error.where}: " if error.where and error.where.startswith("row") else ""
                self.add_error(field, f"{where}{error.message} {error.cure}".strip())
        return cleaned

    def genders(self) -> list[BoundField]:
        return [self[f"gender-{gender}"] for gender in GENDERS]

    def ages(self) -> list[tuple[str, list[BoundField]]]:
        """Rows of the table: the band, and its cells for all, women and men."""
        return [(age, [self[f"age-{age}"], *(self[f"gender_age-{one}.{age}"] for one in GENDERS)]) for age in AGES]

    def places(self) -> list[tuple[str, list[tuple[BoundField, BoundField]]]]:
        return [
            (label, [(self[f"{name}-{at}"], self[f"{name}-share-{at}"]) for at in range(PLACES)])
            for name, label in (("country", "Countries"), ("city", "Cities"))
        ]

    def cell_errors(self) -> list[str]:
        """What is wrong with cells, which have no room of their own for it."""
        return [f"{label}: {error}" for name, label, _ in _cells() for error in self.errors.get(name, [])]

    def _profile(self, cleaned: dict[str, Any]) -> Profile | None:
        if cleaned.get("account") == OTHER:
            return parse_profile(cleaned.get("profile") or "")
        known = self.accounts.get(cleaned.get("account", ""))
        return Profile(known.platform, known.handle, known.url) if known else None

    def _screenshot(self, cleaned: dict[str, Any]) -> Any:
        sent = _bytes(cleaned.get("screenshot"), evidence.MOST_BYTES)
        return evidence.screenshot_of(sent) if sent else None

    def _figures(self, cleaned: dict[str, Any]) -> list[AudienceFacts]:
        sent = _bytes(cleaned.get("file"), insights.MOST_BYTES)
        return insights.read_csv(sent) if sent else insights.facts_of(self._typed(cleaned))

    def _typed(self, cleaned: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
        """Cells that were filled, always as per cent."""
        for name, label, _ in _cells():
            dimension, _, value = name.partition("-")
            if value.startswith("share-"):
                value = cleaned.get(f"{dimension}-{value.removeprefix('share-')}") or ""
            elif dimension in ("country", "city"):
                continue
            share = cleaned.get(name) or ""
            if share:
                yield label, dimension, value, f"{share.replace('%', '')} %"


def _cells() -> Iterator[tuple[str, str, forms.Widget]]:
    share = forms.TextInput(attrs=SHARE)
    for gender in GENDERS:
        yield f"gender-{gender}", f"{gender.capitalize()}, per cent", share
    for age in AGES:
        yield f"age-{age}", f"Aged {age}, per cent", share
        for gender in GENDERS:
            yield f"gender_age-{gender}.{age}", f"{gender.capitalize()} aged {age}, per cent", share
    for dimension in ("country", "city"):
        for at in range(PLACES):
            yield (
                f"{dimension}-{at}",
                f"{dimension.capitalize()} {at + 1}",
                forms.TextInput(attrs=PLACE),
            )
            yield f"{dimension}-share-{at}", f"{dimension.capitalize()} {at + 1}, per cent", share


def _bytes(file: File[bytes] | None, most: int) -> bytes:
    """What was sent; of a file that is too large just enough to see it."""
    return file.read(most + 1) if file else b""
