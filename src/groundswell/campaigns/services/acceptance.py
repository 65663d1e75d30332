"""What an accepted offer brings about: deliverables, costs, link and code, the next stage."""

from itertools import repeat
from typing import Any

from groundswell.campaigns.models import Cost, Deliverable, Offer, Participant
from groundswell.campaigns.queries.guidelines import current_guidelines
from groundswell.campaigns.queries.offers import terms_of
from groundswell.campaigns.rules.terms import PlannedPost, fee_shares
from groundswell.campaigns.services.costs import record_cost
from groundswell.campaigns.services.promises import promise
from groundswell.kit import clock
from groundswell.links.services import create_code, create_link, unique_code_for
from groundswell.relationships.models import Stage
from groundswell.relationships.services import move_stage


def put_into_effect(offer: Offer) -> None:
    """Runs once, inside the transaction that records the acceptance."""
    participant = offer.participant
    _plan_deliverables(offer)
    _record_costs(offer)
    promise(offer)
    _give_link_and_code(offer)
    participant.commission_rate = (
        offer.commission_rate if offer.commission_rate is not None else participant.commission_rate
    )
    if participant.state != Participant.State.LIVE:
        participant.state = Participant.State.ACCEPTED
    participant.agreed_guidelines = current_guidelines(participant.campaign)
    participant.joined_at = participant.joined_at or clock.now()
    participant.save()
    move_stage(
        workspace=offer.workspace,
        creator=participant.creator,
        stage=Stage.AGREED,
        reason="Accepted the offer.",
        forward_only=True,
    )


def _plan_deliverables(offer: Offer) -> None:
    planned = [PlannedPost.from_json(row) for row in offer.deliverables]
    shares = iter(fee_shares(planned)) if offer.fee else repeat(None)
    Deliverable.objects.bulk_create(
        Deliverable(
            workspace=offer.workspace,
            participant=offer.participant,
            activity=post.activity,
            platform=post.platform,
            requirements=post.requirements,
            window_start=post.window_start,
            due_on=post.due_on,
            fee_share=next(shares),
        )
        for post in planned
        for _ in range(post.quantity)
    )


def _record_costs(offer: Offer) -> None:
    """The fee, and the products at what they cost the brand; products of unknown cost are no cost of zero."""
    terms = terms_of(offer)
    owed = {Cost.Kind.FEE: offer.fee or None, Cost.Kind.PRODUCT: terms.goods_cost}
    for kind, amount in owed.items():
        if amount is not None:
            record_cost(
                workspace=offer.workspace,
                kind=kind,
                amount=amount,
                currency=offer.currency,
                source="offer",
                external_id=f"{offer.pk}:{kind}",
                creator=offer.participant.creator,
                campaign=offer.participant.campaign,
                incurred_on=clock.today(),
                note=", ".join(terms.goods)[:300] if kind == Cost.Kind.PRODUCT else "",
            )


def _give_link_and_code(offer: Offer) -> None:
    participant, campaign = offer.participant, offer.participant.campaign
    whose: dict[str, Any] = {"workspace": offer.workspace, "creator": participant.creator, "campaign": campaign}
    if participant.link is None and campaign.landing_url:
        participant.link = create_link(target_url=campaign.landing_url, **whose)
    if participant.code is None and (offer.discount or offer.commission_rate):
        participant.code = create_code(
            code=unique_code_for(discount=offer.discount, **whose), discount=offer.discount, **whose
        )
