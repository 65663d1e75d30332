"""What a person does about a verdict, from the post's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries import check_of
from groundswell.disclosure.services import decide_check, note_fix_request
from groundswell.kit.errors import GroundswellError, NotFound
from groundswell.tracking.models import PostMatch
from groundswell.tracking.queries import posts_of
from groundswell.web.http import WorkspaceRequest


@require_POST
def note_asked(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Keeps that the creator was asked in a direct message."""
    check = check_of(request.workspace, pk)
    match = _match_of(request, check)
    note_fix_request(check=check, creator=match.participant.creator, channel="message", user=request.user)
    messages.success(request, f"The ledger keeps that {match.participant.creator.name} was asked.")
    return redirect("post", slug=request.workspace.slug, pk=match.pk)


@require_POST
def decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A person's word on a review: `decision` accepted or rejected, with its `note`."""
    check = check_of(request.workspace, pk)
    match = _match_of(request, check)
    try:
        decide_check(
            check=check,
            decision=request.POST.get("decision", ""),
            note=request.POST.get("note", ""),
            user=request.user,
        )
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    else:
        messages.success(request, "Decided, and kept in the ledger.")
    return redirect("post", slug=request.workspace.slug, pk=match.pk)


def _match_of(request: WorkspaceRequest, check: DisclosureCheck) -> PostMatch:
    match = posts_of(request.workspace).filter(post=check.post).first()
    if match is None:
        raise NotFound("Nobody of this workspace published that post.")
    return match
