"""Offers and answers as the team sees them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Offer, OfferResponse, Participant
from groundswell.campaigns.rules.terms import Item, OfferTerms, PlannedPost
from groundswell.campaigns.rules.wording import moment
from groundswell.kit.errors import NotFound
from groundswell.outreach.models import Message


def offer_of(workspace: Workspace, pk: int) -> Offer:
    """The offer with its participant, creator and campaign; NotFound when this workspace has none of that id."""
    offer = _offers(workspace).filter(pk=pk).first()
    if offer is None:
        raise NotFound("There is no such offer.", where="offer")
    return offer


def offers_of(campaign: Campaign) -> QuerySet[Offer]:
    """Every offer made in a campaign, newest first."""
    return _offers(campaign.workspace).filter(participant__campaign=campaign).order_by("-created_at", "-pk")


def answers_of(campaign: Campaign) -> QuerySet[OfferResponse]:
    """Every answer and question in a campaign, newest first."""
    return (
        OfferResponse.objects.of(campaign.workspace)
        .filter(offer__participant__campaign=campaign)
        .select_related("offer__participant__creator")
        .order_by("-at", "-pk")
    )


def terms_of(offer: Offer) -> OfferTerms:
    """What the offer says, as plain data."""
    names = [name for name in OfferTerms.__dataclass_fields__ if name not in ("deliverables", "items")]
    planned = tuple(PlannedPost.from_json(row) for row in offer.deliverables)
    items = tuple(Item.from_json(row) for row in offer.items)
    return OfferTerms(deliverables=planned, items=items, **{name: getattr(offer, name) for name in names})


def recent_answers(workspace: Workspace, *, since: datetime) -> QuerySet[OfferResponse]:
    """Answers and questions from creators since a moment, newest first: news for the Today page."""
    return (
        OfferResponse.objects.of(workspace)
        .filter(at__gte=since)
        .select_related("offer__participant__creator", "offer__participant__campaign")
        .order_by("-at")
    )


def offer_address(offer: Offer) -> str:
    """The address that opens the offer without an account."""
    return f"{settings.PUBLIC_URL}/o/{offer.token}"


def own_page_address(participant: Participant) -> str:
    """The address of the creator's own page in a campaign."""
    return f"{settings.PUBLIC_URL}/c/{participant.token}"


def letter_facts(offer: Offer, *, sender: str) -> dict[str, Any]:
    """What a mail about the offer may name: creator.name, creator.first_name, brand, campaign, sender,
    offer.link, offer.answer_by."""
    creator = offer.participant.creator
    return {
        "creator": {"name": creator.name, "first_name": creator.name.split()[0]},
        "brand": offer.workspace.name,
        "campaign": offer.participant.campaign.name,
        "sender": sender,
        "offer": {"link": offer_address(offer), "answer_by": moment(offer.expires_at)},
    }


def letter_key(offer: Offer) -> str:
    """Names the one mail that brings an offer: an offer is mailed once."""
    return f"offer:{offer.pk}"


def letter_of(offer: Offer) -> Message | None:
    """The mail that brought the offer; None when the link was given by hand."""
    found: Message | None = Message.objects.of(offer.workspace).filter(idempotency_key=letter_key(offer)).first()
    return found


def _offers(workspace: Workspace) -> QuerySet[Offer]:
    return Offer.objects.of(workspace).select_related(
        "workspace", "participant__workspace", "participant__creator", "participant__campaign__workspace"
    )
