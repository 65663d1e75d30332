"""Brief and guidelines are written, and the report of how they were kept is taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.queries import campaign_of, current_guidelines
from groundswell.campaigns.services import publish_guidelines
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.kit.tables import CONTENT_TYPES, write_table
from groundswell.reports.queries import GUIDELINE_COLUMNS, guideline_report, guideline_rows
from groundswell.web.campaigns.forms.guidelines import GuidelinesForm, initial_of
from groundswell.web.http import WorkspaceRequest


def edit(request: WorkspaceRequest, campaign: str) -> HttpResponse:
    """The form; a change becomes the next version."""
    found = campaign_of(request.workspace, campaign)
    last = current_guidelines(found)
    form = GuidelinesForm(last, request.POST or None, initial=initial_of(found, last))
    if request.method == "POST" and form.is_valid():
        try:
            made = publish_guidelines(
                campaign=found,
                brief=form.cleaned_data["brief"],
                items=form.items(),
                places=tuple(PLACES),
                user=request.user,
            )
        except BadInput as error:
            form.add_error(None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, f"Version {made.version} holds now.")
            response = redirect("campaign", slug=request.workspace.slug, campaign=found.slug)
            response["Location"] += "?tab=brief"
            return response
    return render(request, "campaigns/guidelines_form.html", {"form": form, "campaign": found})


def report_file(request: WorkspaceRequest, campaign: str, format: str) -> HttpResponse:  # the address's own word
    """What was agreed and what was done, one line per item: csv, xlsx or jsonl."""
    found = campaign_of(request.workspace, campaign)
    if format not in CONTENT_TYPES:
        raise NotFound(f"There is no report as {format}.", where="format", cure=f"One of: {', '.join(CONTENT_TYPES)}.")
    rows = guideline_rows(guideline_report(found, today=clock.today()))
    response = HttpResponse(write_table(rows, GUIDELINE_COLUMNS, format), content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="guidelines-{found.slug}.{format}"'
    return response
