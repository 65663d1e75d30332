"""Drafts as the creator sees them: on their own page, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.models import Deliverable, Participant
from groundswell.campaigns.queries import participant_of_token
from groundswell.disclosure.services import receive_draft
from groundswell.kit.errors import GroundswellError, NotFound
from groundswell.tracking.queries import conversation
from groundswell.tracking.rules.states import WAITING
from groundswell.tracking.services import comment_draft
from groundswell.web.campaigns.visitor import personal_page
from groundswell.web.disclosure.marking import marked
from groundswell.web.tracking.draft_forms import DraftForm, initial_of
from groundswell.web.tracking.pictures import picture_of


@personal_page
def own_draft(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The form, what the checks found in the newest version, and the conversation."""
    participant = participant_of_token(token)
    deliverable = _agreed(participant, pk)
    last = deliverable.drafts.order_by("-version").first()
    form = DraftForm(request.POST or None, request.FILES or None, initial=initial_of(last))
    if request.method == "POST" and form.is_valid():
        try:
            receive_draft(deliverable=deliverable, content=form.content(), submitted_by="creator")
        except GroundswellError as error:
            form.add_error(None, f"{error.message} {error.cure}".strip())
        else:
            return redirect(f"/c/{token}/drafts/{pk}/#draft")
    context = {
        "participant": participant,
        "workspace": participant.workspace,
        "deliverable": deliverable,
        "draft": last,
        "marked": marked(last.caption, last.disclosure.get("findings", []), last.disclosure.get("disclosure"))
        if last
        else "",
        "comments": conversation(last) if last else deliverable.draft_comments.select_related("user").order_by("at"),
        "form": form,
        "open": deliverable.state in WAITING,
    }
    return render(request, "tracking/own_draft.html", context, status=422 if form.errors else 200)


@require_POST
@personal_page
def own_comment(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A word to the brand: field `text`."""
    deliverable = _agreed(participant_of_token(token), pk)
    comment_draft(deliverable=deliverable, text=request.POST.get("text", ""), by_creator=True)
    return redirect(f"/c/{token}/drafts/{pk}/#talk")


@require_safe
@personal_page
def own_picture(request: HttpRequest, token: str, pk: int, draft: int) -> HttpResponse:
    """The picture of one version."""
    found = _agreed(participant_of_token(token), pk).drafts.filter(pk=draft).first()
    if found is None:
        raise NotFound("There is no such draft.")
    return picture_of(found)


def _agreed(participant: Participant, pk: int) -> Deliverable:
    rows = Deliverable.objects.of(participant.workspace).filter(participant=participant)
    found: Deliverable | None = rows.select_related("participant__campaign", "workspace").filter(pk=pk).first()
    if found is None:
        raise NotFound("That is not among what you agreed to.")
    return found
