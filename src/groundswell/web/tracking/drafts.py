"""Drafts as the team sees them: what waits, what it says, what the checks found, and the decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.kit.errors import GroundswellError, NotFound
from groundswell.outreach.queries import mailbox_of, mailboxes
from groundswell.tracking.models import Draft
from groundswell.tracking.queries import conversation, draft_of, drafts_of
from groundswell.tracking.services import comment_draft, decide_draft, mail_decision
from groundswell.web.disclosure.marking import marked
from groundswell.web.http import WorkspaceRequest
from groundswell.web.tracking.pictures import picture_of

PER_PAGE = 50
STATES = ("", *Draft.State.values)


@require_safe
def drafts(request: WorkspaceRequest) -> HttpResponse:
    """`?state=` waiting, changes, approved or replaced; those that wait come first by default."""
    state = request.GET.get("state", Draft.State.WAITING)
    if state not in STATES:
        raise NotFound(f"There are no “{state}” drafts.", where="state")
    page = Paginator(drafts_of(request.workspace, state=state), PER_PAGE).get_page(request.GET.get("page"))
    waiting = drafts_of(request.workspace, state=Draft.State.WAITING).count()
    return render(request, "tracking/drafts.html", {"page": page, "active": {state or "all": True}, "waiting": waiting})


@require_safe
def draft(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One version with its checks and everything that was said."""
    found = draft_of(request.workspace, pk)
    answer = found.disclosure
    context = {
        "draft": found,
        "marked": marked(found.caption, answer.get("findings", []), answer.get("disclosure")),
        "versions": found.deliverable.drafts.order_by("-version"),
        "comments": conversation(found),
        "mailboxes": mailboxes(request.workspace),
    }
    return render(request, "tracking/draft.html", context)


@require_POST
def draft_decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`decision` approve or change, with its `note`; `mailbox` when the creator is to be told by mail."""
    found = draft_of(request.workspace, pk)
    approved, note = request.POST.get("decision") == "approve", request.POST.get("note", "")
    try:
        decided = decide_draft(draft=found, approved=approved, note=note, user=request.user)
        if (box := request.POST.get("mailbox", "")).isdigit():
            mailbox = mailbox_of(request.workspace, int(box))
            mail_decision(draft=decided, mailbox=mailbox, note=note, user=request.user)
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    else:
        messages.success(request, "Approved." if approved else "Sent back for changes.")
    return redirect("draft", slug=request.workspace.slug, pk=pk)


@require_POST
def draft_comment(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A word to the creator: field `text`; it shows on their page."""
    found = draft_of(request.workspace, pk)
    comment_draft(deliverable=found.deliverable, text=request.POST.get("text", ""), user=request.user)
    return redirect("draft", slug=request.workspace.slug, pk=pk)


@require_safe
def draft_picture(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The picture that came with the draft, as a picture and as nothing else."""
    return picture_of(draft_of(request.workspace, pk))
