"""The team opens a campaign to applications."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.queries import call_address, call_of, campaign_of
from groundswell.campaigns.services import save_open_call, set_logo
from groundswell.kit.errors import BadInput
from groundswell.web.campaigns.forms.open_call import OpenCallForm, Questions, initial_of, questions_of
from groundswell.web.http import WorkspaceRequest


def open_call(request: WorkspaceRequest, campaign: str) -> HttpResponse:
    """What the public page says, asks and looks like."""
    found = campaign_of(request.workspace, campaign)
    call = call_of(found)
    start, asked = initial_of(found, call)
    form = OpenCallForm(request.POST or None, request.FILES or None, initial=start)
    lines = Questions(request.POST or None, initial=asked, prefix="questions")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            call = save_open_call(
                campaign=found, facts=form.facts(questions_of(lines)), is_open=form.cleaned_data["is_open"], user=request.user
            )  # fmt: skip
            if form.cleaned_data["logo"] or form.cleaned_data["no_logo"]:
                set_logo(call=call, data=form.cleaned_data["logo"].read() if form.cleaned_data["logo"] else b"")
        except BadInput as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "The page is open." if call.takes_applications else "Saved. The page is closed.")
            response = redirect("campaign", slug=request.workspace.slug, campaign=found.slug)
            response["Location"] += "?tab=applications"
            return response
    address = call_address(call) if call else ""
    context = {"campaign": found, "call": call, "form": form, "lines": lines, "address": address}
    return render(request, "campaigns/open_call_form.html", context)
