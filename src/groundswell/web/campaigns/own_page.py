"""A creator's own page in a campaign: what was agreed, their link and code, their posts and how they do."""

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.models import OfferResponse, Participant
from groundswell.campaigns.queries import current_guidelines, held_against, participant_of_token
from groundswell.disclosure.clauses import examples
from groundswell.disclosure.queries import connection_of, findings_beside, with_verdict
from groundswell.disclosure.services import check_draft, receive_post
from groundswell.kit.errors import BadInput, NotFound
from groundswell.links.queries import OrderFilter, address_of, clicks_by_creator, totals
from groundswell.tracking.queries import posts_of_participant
from groundswell.web.campaigns.forms.post import DraftForm, PostForm
from groundswell.web.campaigns.visitor import personal_page
from groundswell.web.disclosure.marking import marked


@require_safe
@personal_page
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """Everything in one place, for a phone."""
    return _show(request, participant_of_token(token), PostForm())


@require_POST
@personal_page
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """The verdict on a caption before it is published (a fragment for the page)."""
    participant = participant_of_token(token)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return render(request, "campaigns/draft_verdict.html", {"form": form})
    answer = check_draft(participant=participant, **form.cleaned_data)
    caption = form.cleaned_data["caption"]
    context = {"answer": answer, "marked": marked(caption, answer["findings"], answer["disclosure"])}
    return render(request, "campaigns/draft_verdict.html", context)


@require_POST
@personal_page
def submit(request: HttpRequest, token: str) -> HttpResponse:
    """A post comes in; the page then says where it belongs and whether it is disclosed."""
    participant = participant_of_token(token)
    form = PostForm(request.POST)
    if not form.is_valid():
        return _show(request, participant, form, status=422)
    try:
        received = receive_post(
            participant=participant,
            url=form.cleaned_data["url"],
            caption=form.cleaned_data["caption"],
            submitted_by="creator",
            shown=form.shown(),
        )
    except BadInput as error:
        form.add_error("url", f"{error.message} {error.cure}".strip())
        return _show(request, participant, form, status=422)
    return redirect(f"/c/{token}/?posted={received.match.pk}#posts")


@require_safe
@personal_page
def qr(request: HttpRequest, token: str) -> HttpResponse:
    """The creator's short link as a QR code."""
    participant = participant_of_token(token)
    if participant.link is None:
        raise NotFound("There is no link yet.")
    image = io.BytesIO()
    segno.make(address_of(participant.link)).save(image, kind="svg", scale=8, border=2, light="white")
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


def _results(participant: Participant) -> dict[str, int | None]:
    """Counted clicks and credited orders in this campaign; None where nothing could be counted."""
    workspace, campaign, creator = participant.workspace, participant.campaign, participant.creator
    clicks = clicks_by_creator(workspace, campaign.pk).get(creator.pk)
    sums = totals(workspace, OrderFilter(campaign=campaign.slug, creator=creator.pk))
    connected = bool(participant.link or participant.code)
    return {
        "clicks": clicks.counted if clicks else 0 if participant.link else None,
        "orders": sum(row.orders for row in sums) if connected else None,
    }


def _show(request: HttpRequest, participant: Participant, form: PostForm, status: int = 200) -> HttpResponse:
    connection = connection_of(participant.workspace, participant.creator)
    accepted = OfferResponse.objects.of(participant.workspace).filter(
        kind=OfferResponse.Kind.ACCEPTED, offer__participant=participant
    )
    context = {
        "participant": participant,
        "campaign": participant.campaign,
        "workspace": participant.workspace,
        "link": address_of(participant.link) if participant.link else "",
        "results": _results(participant),
        "held": held_against(participant, current_guidelines(participant.campaign)),
        "deliverables": participant.deliverables.order_by("due_on", "pk"),
        "accepted": accepted.select_related("offer").order_by("-at"),
        "posts": findings_beside(participant.workspace, with_verdict(posts_of_participant(participant))),
        "posted": request.GET.get("posted", ""),
        "form": form,
        "draft_form": DraftForm(auto_id="draft_%s"),
        "examples": examples(brand=participant.workspace.name, connection=connection),
    }
    return render(request, "campaigns/own_page.html", context, status=status)
