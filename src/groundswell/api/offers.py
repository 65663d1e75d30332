"""Offers by script: made, changed, sent, withdrawn, and what was answered."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.campaigns import queries, services
from groundswell.campaigns.models import Campaign, Offer, Participant
from groundswell.campaigns.rules.documents import TermsDocument
from groundswell.campaigns.rules.terms import OfferTerms
from groundswell.disclosure.queries import clause_of
from groundswell.kit.errors import NotFound
from groundswell.outreach.queries import mailbox_of

router = Router()


class OffersIn(TermsDocument):
    """The same terms for each creator."""

    creator_ids: list[int]


class SendIn(Schema):
    """Without a mailbox only the page is opened, and you give the link yourself. Texts are Liquid."""

    mailbox_id: int | None = None
    subject: str = ""
    body: str = ""


class ReasonIn(Schema):
    reason: str


class ResponseOut(Schema):
    kind: str
    name: str
    message: str
    offer_version: int
    offer_text: str
    text_sha256: str
    ip: str | None
    user_agent: str
    at: datetime


class OfferOut(Schema):
    id: int
    creator_id: int
    campaign: str
    version: int
    author: str
    answers: int | None
    state: str
    address: str
    expires_at: datetime
    viewed_at: datetime | None
    text: str
    text_sha256: str
    responses: list[ResponseOut]


@router.get("/campaigns/{slug}/offers", response=list[OfferOut])
def offers(request: ApiRequest, slug: str) -> list[dict[str, Any]]:
    """Every offer of a campaign, newest first."""
    found = queries.campaign_of(request.auth.workspace, slug)
    return [_out(offer) for offer in queries.offers_of(found).prefetch_related("responses")]


@router.post("/campaigns/{slug}/offers", response={201: list[OfferOut]})
def create(request: ApiRequest, slug: str, body: OffersIn) -> Status[list[dict[str, Any]]]:
    """One draft for each creator; they must take part in the campaign."""
    workspace = request.auth.workspace
    found = queries.campaign_of(workspace, slug)
    people = Participant.objects.of(workspace).filter(campaign=found, creator__in=body.creator_ids)
    people = people.select_related("creator", "workspace", "campaign__workspace")
    if missing := set(body.creator_ids) - {person.creator_id for person in people}:
        raise NotFound(f"Not in this campaign: {sorted(missing)}.", where="creator_ids")
    terms = _terms(body, found)
    made = [services.create_offer(workspace=workspace, participant=person, terms=terms) for person in people]
    return Status(201, [_out(offer) for offer in made])


@router.get("/offers/{offer_id}", response=OfferOut)
def offer(request: ApiRequest, offer_id: int) -> dict[str, Any]:
    """One offer with its text, the text's hash and every answer."""
    return _out(queries.offer_of(request.auth.workspace, offer_id))


@router.put("/offers/{offer_id}", response=OfferOut)
def revise(request: ApiRequest, offer_id: int, body: TermsDocument) -> dict[str, Any]:
    """New terms: a draft changes in place, a sent offer gets a draft of its next version."""
    found = queries.offer_of(request.auth.workspace, offer_id)
    return _out(services.revise_offer(offer=found, terms=_terms(body, found.participant.campaign)))


@router.post("/offers/{offer_id}/send", response=OfferOut)
def send(request: ApiRequest, offer_id: int, body: SendIn) -> dict[str, Any]:
    """Opens the page; with a mailbox, queues the mail too (once per offer)."""
    workspace = request.auth.workspace
    found = queries.offer_of(workspace, offer_id)
    if body.mailbox_id is None:
        services.send_offer(offer=found, user=request.auth.user)
    else:
        mailbox = mailbox_of(workspace, body.mailbox_id)
        services.mail_offer(offer=found, mailbox=mailbox, user=request.auth.user, subject=body.subject, body=body.body)
    return _out(queries.offer_of(workspace, offer_id))


@router.post("/offers/{offer_id}/withdraw", response={204: None})
def withdraw(request: ApiRequest, offer_id: int) -> Status[None]:
    """Closes an open offer; a draft is thrown away."""
    services.withdraw_offer(offer=queries.offer_of(request.auth.workspace, offer_id), user=request.auth.user)
    return Status(204, None)


@router.post("/offers/{offer_id}/accept-proposal", response=OfferOut)
def accept_proposal(request: ApiRequest, offer_id: int) -> dict[str, Any]:
    """Takes a version that the creator proposed: it is agreed as it stands."""
    services.accept_proposal(proposal=queries.offer_of(request.auth.workspace, offer_id), user=request.auth.user)
    return _out(queries.offer_of(request.auth.workspace, offer_id))


@router.post("/offers/{offer_id}/decline-proposal", response=OfferOut)
def decline_proposal(request: ApiRequest, offer_id: int, body: ReasonIn) -> dict[str, Any]:
    """Does not take it; the creator reads the reason, and your own offer stays open."""
    found = queries.offer_of(request.auth.workspace, offer_id)
    services.decline_proposal(proposal=found, reason=body.reason, user=request.auth.user)
    return _out(queries.offer_of(request.auth.workspace, offer_id))


def _terms(body: TermsDocument, campaign: Campaign) -> OfferTerms:
    terms = body.terms(currency=campaign.currency, clause=clause_of(campaign))
    return replace(terms, items=queries.filled_items(campaign.workspace, terms.items))


def _out(offer: Offer) -> dict[str, Any]:
    page = queries.page_of(offer)
    return {
        "id": offer.pk,
        "creator_id": offer.participant.creator_id,
        "campaign": offer.participant.campaign.slug,
        "version": offer.version,
        "author": offer.author,
        "answers": offer.answers_id,
        "state": offer.state,
        "address": queries.offer_address(offer),
        "expires_at": offer.expires_at,
        "viewed_at": offer.viewed_at,
        "text": page.text,
        "text_sha256": page.sha256,
        "responses": list(offer.responses.all()),
    }
