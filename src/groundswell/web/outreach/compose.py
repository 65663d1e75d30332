"""Writing to one creator or to a selection: each person's own text, seen before it goes."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.kit.ids import new_click_id
from groundswell.outreach import queries, services
from groundswell.outreach.facts import OFFERED
from groundswell.outreach.models import Mailbox, Template
from groundswell.outreach.queries import Preview
from groundswell.relationships.queries import list_of
from groundswell.web.http import WorkspaceRequest, reads_only

MOST = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written: to whom, from where, and the text they share."""

    people: list[Creator]
    mailbox: Mailbox | None
    template: Template | None
    subject: str
    body: str
    nonce: str


@require_http_methods(["GET", "POST"])
def compose(request: WorkspaceRequest) -> HttpResponse:
    """`creator` (ids, repeated) or `list` (a slug), `template`, `mailbox`; POST queues what is ready."""
    draft = _draft(request)
    if request.method == "POST":
        refused = _queue(request, draft)
        if not refused:
            return redirect("outreach", slug=request.workspace.slug)
        return render(request, "outreach/compose.html", _context(request, draft, refused), status=422)
    return render(request, "outreach/compose.html", _context(request, draft, {}))


@require_POST
@reads_only
def preview(request: WorkspaceRequest) -> HttpResponse:
    """The people's texts again, after the shared text was changed."""
    return render(request, "outreach/people.html", _context(request, _draft(request), {}))


def _draft(request: WorkspaceRequest) -> Draft:
    given = request.POST if request.method == "POST" else request.GET
    boxes = queries.mailboxes(request.workspace)
    chosen = given.get("mailbox", "")
    mailbox = queries.mailbox_of(request.workspace, int(chosen)) if chosen.isdecimal() else boxes.first()
    number = given.get("template", "")
    template = queries.template_of(request.workspace, int(number)) if number.isdecimal() else None
    return Draft(
        people=_people(request, given),
        mailbox=mailbox,
        template=template,
        subject=given.get("subject", template.subject if template else ""),
        body=given.get("body", template.body if template else ""),
        nonce=given.get("nonce", "") or new_click_id(),
    )


def _people(request: WorkspaceRequest, given: Any) -> list[Creator]:
    rows = Creator.objects.of(request.workspace).prefetch_related("accounts").order_by("name", "pk")
    if slug := given.get("list"):
        rows = rows.filter(lists=list_of(request.workspace, slug))
    else:
        rows = rows.filter(pk__in=[int(value) for value in given.getlist("creator") if value.isdecimal()])
    people = list(rows[: MOST + 1])
    if len(people) > MOST:
        raise BadInput(f"At most {MOST} people at a time.", where="creator", cure="Write to a smaller selection.")
    return people


def _context(request: WorkspaceRequest, draft: Draft, refused: dict[int, str]) -> dict[str, Any]:
    found = _previews(request, draft)
    return {
        "draft": draft,
        "previews": [(each, refused.get(each.creator.pk, ""), _typed(request, each)) for each in found],
        "ready": sum(each.ready for each in found),
        "mailboxes": queries.mailboxes(request.workspace),
        "templates": queries.templates(request.workspace),
        "facts": OFFERED,
        "refused": refused,
        "editable": request.membership.may_write,
    }


def _previews(request: WorkspaceRequest, draft: Draft) -> list[Preview]:
    return queries.previews(
        request.workspace, draft.people, draft.subject, draft.body, mailbox=draft.mailbox, user=request.user
    )


def _typed(request: WorkspaceRequest, each: Preview) -> dict[str, str]:
    """What was written by hand for this person, when it was."""
    pk = each.creator.pk
    if request.POST.get(f"own-{pk}") != "1":
        return {}
    return {"subject": request.POST.get(f"subject-{pk}", ""), "body": request.POST.get(f"body-{pk}", "")}


def _queue(request: WorkspaceRequest, draft: Draft) -> dict[int, str]:
    """Queues everybody whose mail is ready; answers why not, by creator, for the others that were not left out."""
    if draft.mailbox is None:
        raise BadInput(
            "There is no mailbox to send from.", where="mailbox", cure="An owner sets one up under Mailboxes."
        )
    if not draft.people:
        raise BadInput("Nobody was chosen.", where="creator", cure="Select people on the board or in the grid.")
    left_out = set(request.POST.getlist("skip"))
    refused: dict[int, str] = {}
    queued = 0
    for each in _previews(request, draft):
        if str(each.creator.pk) in left_out:
            continue
        try:
            _queue_one(request, draft, draft.mailbox, each)
            queued += 1
        except GroundswellError as error:
            refused[each.creator.pk] = f"{error.message} {error.cure}".strip()
    if queued:
        messages.success(request, f"{queued} message{'s' if queued != 1 else ''} queued.")
    return refused


def _queue_one(request: WorkspaceRequest, draft: Draft, mailbox: Mailbox, each: Preview) -> None:
    typed = _typed(request, each)
    if not typed and not each.ready:
        missing = f"Not known: {', '.join(each.missing)}." if each.missing else ""
        raise BadInput(each.problem or missing, where=f"creator {each.creator.pk}")
    services.queue_message(
        workspace=request.workspace,
        creator=each.creator,
        mailbox=mailbox,
        subject=typed.get("subject", each.subject),
        body=typed.get("body", each.body),
        idempotency_key=f"compose:{draft.nonce[:40]}:{each.creator.pk}",
        template=draft.template,
        user=request.user,
    )
