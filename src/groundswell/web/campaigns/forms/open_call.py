"""An open call on one form, its questions on lines of their own."""

from typing import Any

from django import forms

from groundswell.campaigns.models import Campaign, OpenCall
from groundswell.campaigns.rules.open_calls import KINDS, MOST_ACCOUNTS, MOST_QUESTIONS, consent_words
from groundswell.campaigns.services import CallFacts
from groundswell.platforms.names import PLATFORMS


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OpenCallForm(forms.Form):
    """`facts()` of a valid form and its questions is what the service takes."""

    is_open = forms.BooleanField(label="Applications may come in", required=False)
    closes_on = forms.DateField(
        label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="Empty: until you close it."
    )  # fmt: skip
    headline = forms.CharField(max_length=120, required=False, help_text="Empty: the campaign’s name.")
    intro = forms.CharField(label="What it is about", required=False, widget=_text(5))
    gives = forms.CharField(
        label="What creators get", required=False, widget=_text(3), help_text="A line each: fee, product, commission."
    )
    colour = forms.CharField(
        label="Your colour", required=False, max_length=7, widget=forms.TextInput(attrs={"placeholder": "#0b6b70"})
    )
    logo = forms.FileField(required=False, help_text="PNG, JPEG or WebP, at most 512 kB.")
    no_logo = forms.BooleanField(label="Take the logo away", required=False)
    platforms = forms.MultipleChoiceField(
        label="Networks", choices=list(PLATFORMS.items()), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: all of them.",
    )  # fmt: skip
    accounts_needed = forms.IntegerField(
        label="Accounts they must name", min_value=0, max_value=MOST_ACCOUNTS, initial=1
    )
    consent_text = forms.CharField(
        label="What they agree to", widget=_text(5),
        help_text="Other words are a new version; each application keeps the version it agreed to.",
    )  # fmt: skip

    def facts(self, questions: list[dict[str, Any]]) -> CallFacts:
        left_out = ("is_open", "logo", "no_logo")
        return CallFacts(questions=questions, **{n: v for n, v in self.cleaned_data.items() if n not in left_out})


class QuestionForm(forms.Form):
    """One question; a line without a text is left out."""

    text = forms.CharField(label="Question", max_length=300, required=False)
    kind = forms.ChoiceField(label="Answer", choices=list(KINDS.items()), required=False)
    choices = forms.CharField(label="Choices", max_length=1000, required=False, help_text="With commas.")
    required = forms.BooleanField(label="Must be answered", required=False)


Questions = forms.formset_factory(QuestionForm, extra=2, max_num=MOST_QUESTIONS)


def questions_of(formset: Any) -> list[dict[str, Any]]:
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("text")]
    return [{**row, "choices": (row.get("choices") or "").split(",")} for row in rows]


def initial_of(campaign: Campaign, call: OpenCall | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What form and lines show: the call as it is, or what a new one begins with."""
    if call is None:
        start = {"is_open": True, "intro": campaign.brief, "consent_text": consent_words(campaign.workspace.name)}
        return start, [{"text": "Why would you like to take part?", "kind": "text", "required": True}]
    names = [name for name in OpenCallForm.base_fields if name not in ("logo", "no_logo")]
    lines = [{**row, "choices": ", ".join(row["choices"])} for row in call.questions]
    return {name: getattr(call, name) for name in names}, lines
