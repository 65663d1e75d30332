"""Asking a creator to mend a disclosure."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.accounts.models import Workspace
from groundswell.disclosure.queries import check_of
from groundswell.disclosure.services import prepare_fix_letter, request_fix
from groundswell.kit.errors import GroundswellError, NotFound
from groundswell.outreach.models import Mailbox
from groundswell.tracking.queries import posts_of
from groundswell.web.http import WorkspaceRequest


class FixForm(forms.Form):
    mailbox = forms.ModelChoiceField(Mailbox.objects.none(), label="From", empty_label=None)
    subject = forms.CharField(max_length=255)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 16}))

    def __init__(self, workspace: Workspace, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        mailboxes = self.fields["mailbox"]
        assert isinstance(mailboxes, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        mailboxes.queryset = Mailbox.objects.of(workspace).order_by("pk")


def request_fix_page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The prepared letter, to be read, changed and sent."""
    check = check_of(request.workspace, pk)
    match = posts_of(request.workspace).filter(post=check.post).first()
    if match is None:
        raise NotFound("Nobody of this workspace published that post.")
    creator = match.participant.creator
    letter = prepare_fix_letter(check=check, creator=creator)
    form = FixForm(request.workspace, request.POST or None, {"subject": letter.subject, "body": letter.body})
    if request.method == "POST" and form.is_valid():
        try:
            request_fix(check=check, creator=creator, user=request.user, **form.cleaned_data)
        except GroundswellError as error:
            form.add_error(None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, f"{creator.name} is asked to correct the post.")
            return redirect("post", slug=request.workspace.slug, pk=match.pk)
    return render(request, "disclosure/fix.html", {"form": form, "check": check, "match": match})
