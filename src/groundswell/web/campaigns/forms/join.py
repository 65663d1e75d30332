"""The public form of an open call, built from what the call asks."""

from typing import Any

from django import forms

from groundswell.campaigns.models import OpenCall
from groundswell.campaigns.rules.open_calls import LONGEST, MOST_ACCOUNTS
from groundswell.campaigns.services import Applied
from groundswell.platforms.names import PLATFORMS

ROWS = 3


class JoinForm(forms.Form):
    """`applied()` of a valid form is what the service takes. `site` is a trap: people do not see it."""

    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Your answer goes there.",
    )  # fmt: skip
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", required=False, label="Country", help_text="Two letters, such as US.",
        widget=forms.TextInput(attrs={"autocomplete": "country", "maxlength": 2}),
    )  # fmt: skip
    message = forms.CharField(
        label="Anything else we should know?", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    agreed = forms.BooleanField(label="I agree", required=False)
    site = forms.CharField(label="Leave this empty", required=False, widget=forms.TextInput(attrs={"tabindex": -1}))

    def __init__(self, call: OpenCall, data: Any = None) -> None:
        super().__init__(data)
        self.call = call
        names = call.platforms or list(PLATFORMS)
        choices = [("", "—"), *((name, PLATFORMS[name]) for name in names)]
        self.rows = min(max(ROWS, call.accounts_needed), MOST_ACCOUNTS)
        for number in range(1, self.rows + 1):
            needed = number <= call.accounts_needed
            self.fields[f"platform_{number}"] = forms.ChoiceField(label="Network", choices=choices, required=False)
            self.fields[f"platform_{number}"].is_needed = True  # type: ignore[attr-defined]  # no “optional” beside it
            self.fields[f"account_{number}"] = forms.CharField(
                label="Profile", max_length=300, required=needed,
                widget=forms.TextInput(attrs={"placeholder": "@you, or the address of your profile"}),
            )  # fmt: skip
        for number, question in enumerate(call.questions, start=1):
            self.fields[f"answer_{number}"] = _asked(question)

    def account_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"platform_{number}"], self[f"account_{number}"]) for number in range(1, self.rows + 1)]

    def question_fields(self) -> list[forms.BoundField]:
        return [self[f"answer_{number}"] for number in range(1, len(self.call.questions) + 1)]

    def applied(self, *, consent_version: int, ip: str, user_agent: str) -> Applied:
        data = self.cleaned_data
        return Applied(
            name=data["name"], email=data["email"], country=data["country"], message=data["message"],
            accounts=[(data[f"platform_{n}"], data[f"account_{n}"]) for n in range(1, self.rows + 1)],
            answers=[data[f"answer_{n}"] for n in range(1, len(self.call.questions) + 1)],
            agreed=data["agreed"], consent_version=consent_version, ip=ip or None, user_agent=user_agent,
        )  # fmt: skip

    def complain(self, where: str, text: str) -> None:
        """Puts a refusal of the service beside its field: `accounts[1]` is `account_1`."""
        name = where.replace("accounts[", "account_").replace("answers[", "answer_").rstrip("]")
        self.add_error(name if name in self.fields else None, text)


def _asked(question: dict[str, Any]) -> forms.Field:
    kind, needed = question["kind"], question["required"]
    shown: dict[str, Any] = {"label": question["text"], "required": needed}
    if kind in ("choice", "yes_no"):
        choices = [("yes", "Yes"), ("no", "No")] if kind == "yes_no" else [(c, c) for c in question["choices"]]
        return forms.ChoiceField(choices=[("", "—"), *choices], **shown)
    widget = forms.Textarea(attrs={"rows": 3}) if kind == "text" else forms.TextInput()
    return forms.CharField(max_length=LONGEST[kind], widget=widget, **shown)
