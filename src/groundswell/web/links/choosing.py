"""Choosing one creator among thousands: type a few letters, take one from the list."""

import re

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.creators.queries.creators import creator_of, list_creators
from groundswell.kit.errors import NotFound
from groundswell.web.http import WorkspaceRequest

OPTIONS = "creator-options"
MOST = 12
_CHOSEN = re.compile(r"#(\d{1,18})\s*$")


class CreatorField(forms.CharField):
    """Takes `Maya Brook #12` from the list, or a name or handle that only one creator has; None when empty."""

    workspace: Workspace

    def clean(self, value: object) -> Creator | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        chosen = _CHOSEN.search(text)
        if chosen:
            try:
                return creator_of(self.workspace, int(chosen.group(1)))
            except NotFound as error:
                raise forms.ValidationError("There is no such creator.") from error
        found = list(list_creators(self.workspace, text)[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(
            "Several creators fit: choose one from the list." if found else "Nobody of that name or handle."
        )

    def ask_in(self, workspace: Workspace) -> None:
        """Searches in this workspace while the user types."""
        self.workspace = workspace
        self.widget.attrs |= {
            "list": OPTIONS, "autocomplete": "off", "hx-get": reverse("creator_options", args=[workspace.slug]),
            "hx-trigger": "input changed delay:200ms, focus once", "hx-target": f"#{OPTIONS}",
        }  # fmt: skip


def ask_in(form: forms.Form, workspace: Workspace) -> None:
    """Lets the form's creator fields search in this workspace."""
    for field in form.fields.values():
        if isinstance(field, CreatorField):
            field.ask_in(workspace)


def shown(creator: Creator | None) -> str:
    """How a creator stands in the field."""
    return f"{creator.name} #{creator.pk}" if creator else ""


def creator_options(request: WorkspaceRequest) -> HttpResponse:
    """Options for the list beside the field: the first creators whose name, address or handle holds the text."""
    text = _CHOSEN.sub("", request.GET.get("creator", ""))
    found = list_creators(request.workspace, text)[:MOST]
    rows = (
        (shown(creator), ", ".join(f"@{account.handle}" for account in creator.accounts.all() if account.handle))
        for creator in found
    )
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', rows))
