"""The offer as a creator reads and answers it: no account, one address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from groundswell.campaigns.models import OfferResponse
from groundswell.campaigns.queries import OfferClosed, OfferPage, open_page, proposals_of
from groundswell.campaigns.services import Answer, mark_viewed, respond_to_offer
from groundswell.kit.errors import BadInput, Conflict
from groundswell.web.campaigns.offers import record_file
from groundswell.web.campaigns.proposals import ProposalForm, propose
from groundswell.web.campaigns.visitor import address_of, personal_page


@personal_page
def offer_page(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the offer, or a kind word when it is closed. POST: the answer."""
    try:
        page = open_page(token)
    except OfferClosed as closed:
        return _closed(request, closed)
    if request.method == "POST":
        return _answer(request, page)
    mark_viewed(offer=page.offer)
    return _show(request, page)


@require_safe
@personal_page
def record(request: HttpRequest, token: str) -> HttpResponse:
    """The creator's copy of the record."""
    return record_file(open_page(token).answer)


def _answer(request: HttpRequest, page: OfferPage) -> HttpResponse:
    posted = request.POST
    if posted.get("kind") == OfferResponse.Kind.PROPOSED:
        return _propose(request, page)
    answer = Answer(
        kind=posted.get("kind", ""),
        version=int(posted.get("version", "")) if posted.get("version", "").isdigit() else 0,
        text_sha256=posted.get("text_sha256", ""),
        name=posted.get("name", "")[:200],
        message=posted.get("message", "")[:4000],
        ip=address_of(request) or None,
        user_agent=request.headers.get("User-Agent", ""),
    )
    try:
        if answer.kind == OfferResponse.Kind.ACCEPTED and posted.get("agree") != "yes":
            raise BadInput("The box is not ticked.", where="agree", cure="Tick it to accept the offer.")
        respond_to_offer(token=page.offer.token, answer=answer)
    except (BadInput, Conflict) as error:
        return _show(request, open_page(page.offer.token), problem=error)
    return redirect(f"/o/{page.offer.token}/?{answer.kind}=yes")


def _propose(request: HttpRequest, page: OfferPage) -> HttpResponse:
    try:
        propose(request, page)
    except (BadInput, Conflict) as error:
        return _show(request, open_page(page.offer.token), problem=error)
    return redirect(f"/o/{page.offer.token}/?proposed=yes#propose")


def _show(request: HttpRequest, page: OfferPage, problem: BadInput | Conflict | None = None) -> HttpResponse:
    context = {
        "page": page,
        "offer": page.offer,
        "workspace": page.offer.workspace,
        "problem": problem,
        "typed": request.POST,
        "asked": "question" in request.GET,
        "proposal_form": ProposalForm(page, request.POST if request.POST.get("kind") == "proposed" else None),
        "proposals": proposals_of(page.offer),
        "questions": page.offer.responses.filter(kind=OfferResponse.Kind.QUESTION).order_by("at"),
    }
    return render(request, "campaigns/offer_public.html", context, status=problem.status if problem else 200)


def _closed(request: HttpRequest, closed: OfferClosed) -> HttpResponse:
    context = {"offer": closed.offer, "workspace": closed.offer.workspace, "why": closed.code, "email": closed.email}
    return render(request, "campaigns/offer_closed.html", context, status=404)
