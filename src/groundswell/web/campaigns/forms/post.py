"""A post handed in, and a caption before it is published."""

from datetime import UTC, datetime, time

from django import forms

from groundswell.disclosure.services import Shown
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.posts import SURFACES

LONGEST_CAPTION = 65_000


class DraftForm(forms.Form):
    platform = forms.ChoiceField(choices=list(PLATFORMS.items()))
    surface = forms.ChoiceField(choices=[(name, name.capitalize()) for name in SURFACES], initial="feed")
    caption = forms.CharField(max_length=LONGEST_CAPTION, widget=forms.Textarea(attrs={"rows": 6}), strip=False)


class PostForm(forms.Form):
    url = forms.URLField(label="Address of the post", assume_scheme="https", max_length=500)
    caption = forms.CharField(
        max_length=LONGEST_CAPTION, widget=forms.Textarea(attrs={"rows": 6}), strip=False,
        help_text="The whole caption, as published.",
    )  # fmt: skip
    overlay_text = forms.CharField(
        label="Text on screen",
        required=False,
        max_length=2000,
        help_text="For stories and videos: the words people see.",
    )

    def shown(self) -> Shown:
        return Shown(overlay_text=self.cleaned_data["overlay_text"] or None)

    def published_at(self) -> datetime | None:
        """Noon UTC of the day given, because the hour is not known."""
        day = self.cleaned_data.get("published_on")
        return datetime.combine(day, time(12), tzinfo=UTC) if day else None
