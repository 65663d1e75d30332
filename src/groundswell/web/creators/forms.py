"""A creator's own facts, as people type them."""

from typing import Any

from django import forms

from groundswell.creators.models import Creator
from groundswell.platforms.names import PLATFORMS

GENDERS = [("", "Not said"), ("female", "Female"), ("male", "Male"), ("non-binary", "Non-binary")]


class CreatorForm(forms.Form):
    """Facts of the person; `changes()` is what `update_creator` takes."""

    name = forms.CharField(max_length=255)
    email = forms.EmailField(required=False)
    phone = forms.CharField(max_length=50, required=False)
    gender = forms.ChoiceField(choices=GENDERS, required=False, help_text="As they say it; never guessed.")
    country = forms.CharField(max_length=2, min_length=2, required=False, help_text="Two letters, such as US.")
    city = forms.CharField(max_length=120, required=False)
    language = forms.CharField(max_length=8, min_length=2, required=False, help_text="Such as en or pt-BR.")
    topics = forms.CharField(max_length=500, required=False, help_text="With commas: trail running, gear")

    @classmethod
    def of(cls, creator: Creator) -> "CreatorForm":
        """The form as it stands now."""
        facts = {name: getattr(creator, name) for name in cls.base_fields if name != "topics"}
        return cls(initial={**facts, "topics": ", ".join(creator.topics)})

    def allow(self, gender: str) -> None:
        """Lets a word that a file brought stay."""
        if gender and gender not in dict(GENDERS):
            self.fields["gender"].choices = [*GENDERS, (gender, gender.capitalize())]  # type: ignore[attr-defined]  # a choice field

    def changes(self) -> dict[str, Any]:
        """The cleaned facts."""
        facts = dict(self.cleaned_data)
        facts["country"] = facts["country"].upper()
        facts["topics"] = list(dict.fromkeys(t.strip() for t in facts["topics"].split(",") if t.strip()))
        return facts


class FromNetworkForm(forms.Form):
    """A profile that is read from its network."""

    profile = forms.CharField(max_length=300, help_text="The address, or @handle and the platform.")
    network = forms.ChoiceField(choices=[("", "By the address"), *PLATFORMS.items()], required=False, label="Platform")


class NewCreatorForm(forms.Form):
    """A creator added by hand, with at most one profile."""

    name = forms.CharField(max_length=255)
    email = forms.EmailField(required=False)
    platform = forms.ChoiceField(choices=[("", "By the address"), *PLATFORMS.items()], required=False)
    handle = forms.CharField(
        max_length=300, required=False, label="Profile", help_text="The address, or @handle and the platform."
    )
    followers = forms.IntegerField(min_value=0, required=False)
    country = forms.CharField(max_length=2, min_length=2, required=False, help_text="Two letters, such as US.")
