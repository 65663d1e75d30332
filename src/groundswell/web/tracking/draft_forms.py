"""A draft on one form: text, words on screen, and the media as a link or a picture."""

import hashlib
from typing import Any

from django import forms

from groundswell.creators.consent.evidence import screenshot_of
from groundswell.kit.errors import BadInput
from groundswell.platforms.posts import SURFACES
from groundswell.tracking.models import Draft
from groundswell.tracking.services import DraftContent

LONGEST = 65_000


class DraftForm(forms.Form):
    """`content()` of a valid form is what the service takes."""

    surface = forms.ChoiceField(label="Format", choices=[(name, name.capitalize()) for name in SURFACES])
    title = forms.CharField(max_length=500, required=False, help_text="For videos, articles and episodes.")
    caption = forms.CharField(
        max_length=LONGEST, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 7}),
        help_text="The whole text, as you will publish it.",
    )  # fmt: skip
    overlay_text = forms.CharField(
        label="Words on screen", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For stories and videos: what people read or hear.",
    )  # fmt: skip
    media_url = forms.URLField(
        label="Link to the media", required=False, assume_scheme="https", max_length=2000,
        help_text="Where the film or the pictures can be seen: a private upload, a shared folder.",
    )  # fmt: skip
    picture = forms.FileField(required=False, help_text="PNG, JPEG or WebP, at most 8 MB.")

    def clean_picture(self) -> Any:
        sent = self.cleaned_data["picture"]
        if not sent:
            return None
        data = sent.read()
        try:
            return screenshot_of(data), hashlib.sha256(data).hexdigest()
        except BadInput as error:
            raise forms.ValidationError(error.message.replace("screenshot", "picture")) from error

    def content(self) -> DraftContent:
        told = dict(self.cleaned_data)
        picture, sha256 = told.pop("picture") or (None, "")
        return DraftContent(**told, picture=picture, picture_sha256=sha256)


def initial_of(last: Draft | None) -> dict[str, Any]:
    """What the form starts with: the last version, else an empty one."""
    if last is None:
        return {"surface": "feed"}
    return {name: getattr(last, name) for name in DraftForm.base_fields if name != "picture"}
