"""The forms of a sequence and of its steps."""

from typing import Any

from django import forms

from groundswell.accounts.models import Workspace
from groundswell.outreach.models import Mailbox, Sequence, Step
from groundswell.web.outreach.templates import FIRST


class SequenceForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="For you: “Spring, runners, first letter”.")
    mailbox = forms.ModelChoiceField(Mailbox.objects.none(), label="From", empty_label=None)

    def __init__(self, *args: Any, workspace: Workspace, **more: Any) -> None:
        super().__init__(*args, **more)
        choice = self.fields["mailbox"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = Mailbox.objects.of(workspace).order_by("pk")


class StepForm(forms.Form):
    step = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=Step.Kind.choices, label="How")
    wait_days = forms.IntegerField(min_value=0, max_value=90, label="Days after the step before")
    subject = forms.CharField(
        max_length=255,
        required=False,
        help_text="Of a mail. Empty: a reply to the mail before, in the same conversation.",
    )
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), label="Text")


def first_step(sequence: Sequence, step: Step | None = None) -> dict[str, Any]:
    """What a form begins with: the step itself, else an example for the first and a wait for the others."""
    if step is not None:
        facts = {name: getattr(step, name) for name in ("kind", "wait_days", "subject", "body")}
        return {"step": step.pk, **facts}
    if sequence.steps.exists():
        return {"kind": "mail", "wait_days": 4}
    return {"kind": "mail", "wait_days": 0, "subject": FIRST["subject"], "body": FIRST["body"]}
