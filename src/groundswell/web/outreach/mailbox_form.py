"""The form of a mailbox: how it sends, how it is read, how fast it writes."""

from django import forms

from groundswell.outreach.models import Mailbox


def _password(label: str, help_text: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(max_length=300, required=False, widget=widget, label=label, help_text=help_text)


def _number(label: str, initial: int, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        required=False, min_value=least, max_value=most, initial=initial, label=label, help_text=help_text
    )


class MailboxForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="For you: “Ana”, “Partnerships”.")
    from_name = forms.CharField(
        max_length=120, label="Sender’s name", help_text="A person’s name is answered more often than a brand’s."
    )
    from_email = forms.EmailField(label="Sender’s address")

    host = forms.CharField(max_length=255, label="SMTP server", help_text="smtp.example.com")
    port = _number("Port", 587, 1, 65_535)
    security = forms.ChoiceField(choices=Mailbox.Security.choices, initial=Mailbox.Security.STARTTLS)
    username = forms.CharField(max_length=255, required=False, label="User name")
    password = _password(
        "Password",
        "With Gmail or Outlook an app password, or none: save first, then sign in by consent. It is kept encrypted.",
    )

    imap_host = forms.CharField(
        max_length=255, required=False, label="IMAP server", help_text="imap.example.com. Empty: answers are not read."
    )
    imap_port = _number("Port", 993, 1, 65_535)
    imap_security = forms.ChoiceField(
        required=False, choices=Mailbox.Security.choices, initial=Mailbox.Security.TLS, label="Security"
    )
    imap_username = forms.CharField(
        max_length=255, required=False, label="User name", help_text="Empty: the same as for sending."
    )
    imap_password = _password("Password", "Empty: the same as for sending.")

    daily_cap = _number("Most mails a day", 40, 1, 2_000)
    ramp_start = _number("On the first day", 10, 1, 2_000, "A new mailbox that writes much at once is taken for spam.")
    ramp_step = _number("More every day", 5, 0, 500)
    gap_least = _number("Shortest gap, seconds", 40, 0, 86_400)
    gap_most = _number("Longest gap, seconds", 180, 0, 86_400)
    hours_from = _number("Not before, hour", 9, 0, 23, "Where the creator lives, Monday to Friday.")
    hours_to = _number("Not after, hour", 17, 1, 24)
    dkim_selector = forms.CharField(
        max_length=120, required=False, label="DKIM selector", help_text="Only if the check does not find it by itself."
    )

    def clean(self) -> dict[str, object]:
        """What a script or an older form leaves out stays as it was."""
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField | forms.ChoiceField) and self.cleaned_data.get(name, 0) in (
                None,
                "",
            ):
                self.cleaned_data[name] = self.get_initial_for_field(field, name)
        return self.cleaned_data
