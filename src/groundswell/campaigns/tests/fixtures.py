"""A running campaign with one creator who was offered something: `from …fixtures import *` in a conftest."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Offer, Participant
from groundswell.campaigns.queries import page_of
from groundswell.campaigns.rules.terms import OfferTerms, PlannedPost
from groundswell.campaigns.services import (
    Answer,
    CampaignFacts,
    add_participants,
    create_campaign,
    create_offer,
    respond_to_offer,
    send_offer,
)
from groundswell.creators.models import Creator
from groundswell.creators.services import create_creator

__all__ = ["accept", "agreed", "campaign", "maya", "participant", "sent_offer"]

CLAUSE = "Your followers must be told that Acme Shoes pays you.\nRight: #ad New shoes!\nWrong: New shoes! #love #ad"


def terms(**changes: Any) -> OfferTerms:
    """A fee, a shoe and a commission for two posts, one on Instagram and one on TikTok."""
    facts: dict[str, Any] = {
        "fee": Decimal("250.00"),
        "currency": "USD",
        "product": "Trail shoe",
        "product_value": Decimal("120.00"),
        "product_cost": Decimal("41.50"),
        "commission_rate": Decimal("0.1"),
        "discount": "15 % off",
        "deliverables": (
            PlannedPost(activity="hashtag_post", platform="instagram", due_on=date(2099, 12, 14)),
            PlannedPost(activity="review", platform="tiktok", due_on=date(2099, 12, 20)),
        ),
        "disclosure_clause": CLAUSE,
        "expires_at": datetime(2099, 12, 1, 18, 0, tzinfo=UTC),
    }
    return OfferTerms(**(facts | changes))


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    """Autumn trail: for the United States, with hashtag, handle, landing page and budget."""
    facts = CampaignFacts(
        name="Autumn trail",
        state="running",
        hashtag="acmetrail",
        brand_handle="acmeshoes",
        landing_url="https://shop.example/trail",
        jurisdictions=("US",),
        budget=Decimal(1000),
    )
    return create_campaign(workspace=workspace, facts=facts)


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    """Maya Brook, on Instagram."""
    return create_creator(
        workspace=workspace, name="Maya Brook", email="maya@creators.example", platform="instagram", handle="maya.runs"
    )


@pytest.fixture
def participant(workspace: Workspace, campaign: Campaign, maya: Creator) -> Participant:
    """Maya in Autumn trail."""
    add_participants(workspace=workspace, campaign=campaign, creators=[maya])
    found: Participant = Participant.objects.of(workspace).get(creator=maya)
    return found


@pytest.fixture
def sent_offer(workspace: Workspace, participant: Participant) -> Offer:
    """The offer of `terms()`, open to Maya."""
    offer = create_offer(workspace=workspace, participant=participant, terms=terms())
    send_offer(offer=offer)
    offer.refresh_from_db()
    return offer


@pytest.fixture
def accept() -> Callable[..., Any]:
    """`accept(offer)`: the creator reads the page and accepts."""

    def answer(offer: Offer, kind: str = "accepted", **facts: Any) -> Any:
        page = page_of(offer)
        given = {"version": offer.version, "text_sha256": page.sha256, "name": "Maya Brook", **facts}
        return respond_to_offer(token=offer.token, answer=Answer(kind=kind, **given))

    return answer


@pytest.fixture
def agreed(sent_offer: Offer, accept: Callable[..., Any]) -> Participant:
    """Maya after she accepted: with deliverables, link and code."""
    accept(sent_offer)
    found: Participant = Participant.objects.of(sent_offer.workspace).get(pk=sent_offer.participant_id)
    return found
