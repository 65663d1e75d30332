"""Brief and guidelines on one form."""

from typing import Any

from django import forms

from groundswell.campaigns.models import Campaign, GuidelineVersion
from groundswell.campaigns.rules.guidelines import days_of
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.platforms.posts import SURFACES

LISTS = ("mention", "hashtag", "words", "forbidden", "competitor", "usage_rights")
DATE = forms.DateInput(attrs={"type": "date"})
LINES: dict[str, Any] = {"required": False, "widget": forms.Textarea(attrs={"rows": 3})}


class GuidelinesForm(forms.Form):
    """`items()` of a valid form is what the service takes. What holds on one network only is kept as it is."""

    brief = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 8}))
    mention = forms.CharField(label="Mentions", help_text="One handle a line.", **LINES)
    hashtag = forms.CharField(label="Hashtags", help_text="One a line.", **LINES)
    words = forms.CharField(label="Words", help_text="One phrase a line; each must occur.", **LINES)
    link = forms.BooleanField(label="The creator’s own link", required=False)
    code = forms.BooleanField(label="The creator’s own code", required=False)
    forbidden = forms.CharField(label="Forbidden words", help_text="One phrase a line.", **LINES)
    competitor = forms.CharField(label="Competitors", help_text="One name or handle a line.", **LINES)
    exclusivity = forms.IntegerField(
        label="Exclusivity", min_value=1, max_value=365, required=False,
        help_text="No post about a competitor this long before and after.",
    )  # fmt: skip
    window = forms.ChoiceField(
        label="Posting window",
        required=False,
        choices=[("", "Not asked"), ("agreed", "The dates of each agreed post"), ("fixed", "The days given here")],
    )
    starts_on = forms.DateField(label="First day", required=False, widget=DATE)
    ends_on = forms.DateField(label="Last day", required=False, widget=DATE)
    format = forms.MultipleChoiceField(
        label="Formats", choices=[(name, name.capitalize()) for name in SURFACES], required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Any of those chosen will do.",
    )  # fmt: skip
    usage_rights = forms.CharField(label="Usage rights", help_text="One sentence a line.", **LINES)
    disclosure = forms.MultipleChoiceField(
        label="Disclosed clearly for", choices=[(code, place.name) for code, place in PLACES.items()], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, version: GuidelineVersion | None, data: Any = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.elsewhere = [item.as_json() for item in version.guidelines if item.platform] if version else []

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("window") == "fixed" and not (data.get("starts_on") or data.get("ends_on")):
            self.add_error("starts_on", "Give a first day, a last day or both.")
        return data

    def items(self) -> list[dict[str, str]]:
        data = self.cleaned_data
        found = [
            {"kind": kind, "value": line}
            for kind in LISTS
            for line in data[kind].splitlines()
            if line.strip(" \t#@＠＃")
        ]
        found += [{"kind": kind} for kind in ("link", "code") if data[kind]]
        if data["format"]:
            found.append({"kind": "format", "value": ",".join(data["format"])})
        if data["window"]:
            fixed = f"{data['starts_on'] or ''}/{data['ends_on'] or ''}"
            found.append({"kind": "window", "value": fixed if data["window"] == "fixed" else ""})
        if data["exclusivity"]:
            found.append({"kind": "exclusivity", "value": str(data["exclusivity"])})
        found += [{"kind": "disclosure", "value": code} for code in data["disclosure"]]
        return [*found, *self.elsewhere]


def initial_of(campaign: Campaign, version: GuidelineVersion | None) -> dict[str, Any]:
    """What the form shows: the version that holds, or what the campaign says already."""
    if version is None:
        return {
            "brief": campaign.brief, "mention": campaign.brand_handle, "hashtag": campaign.hashtag,
            "link": bool(campaign.landing_url), "window": "agreed", "disclosure": campaign.jurisdictions,
        }  # fmt: skip
    shown: dict[str, Any] = {"brief": campaign.brief}
    values = {kind: [i.value for i in version.guidelines if i.kind == kind and not i.platform] for kind in KINDS_SHOWN}
    shown |= {kind: "\n".join(values[kind]) for kind in LISTS}
    shown |= {kind: bool(values[kind]) for kind in ("link", "code")}
    shown |= {"format": [s for v in values["format"] for s in v.split(",")], "disclosure": values["disclosure"]}
    shown["exclusivity"] = next(iter(values["exclusivity"]), None)
    if values["window"]:
        shown["window"] = "fixed" if values["window"][0] else "agreed"
        if values["window"][0]:
            shown["starts_on"], shown["ends_on"] = days_of(values["window"][0])
    return shown


KINDS_SHOWN = (*LISTS, "link", "code", "format", "window", "exclusivity", "disclosure")
