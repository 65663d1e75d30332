"""Creators' claims to orders, and which orders each may mean."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import NotFound
from groundswell.links.models import Order, OrderClaim
from groundswell.links.queries.guard_facts import buyers_of
from groundswell.links.queries.orders import orders
from groundswell.links.rules.attribution import ClaimFact
from groundswell.links.rules.claims import NEAR, ClaimFacts, OrderFacts, agreement, folded_number

MOST_FITS = 5


class Fit(NamedTuple):
    """An order that a claim may mean; `agrees` and `differs` of number, day, amount, buyer. `against` in words: what speaks against
    owing it to the claimant."""

    order: Order
    agrees: Sequence[str]
    differs: Sequence[str]
    against: Sequence[str]


def order_claims(workspace: Workspace, state: str = "", creator: Creator | None = None) -> QuerySet[OrderClaim]:
    """Waiting ones oldest first, decided ones newest first; of one creator when named."""
    rows: QuerySet[OrderClaim] = OrderClaim.objects.of(workspace).select_related(
        "creator", "campaign", "order", "decided_by"
    )
    if creator is not None:
        rows = rows.filter(creator=creator)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("filed_at", "pk") if state == "waiting" else rows.order_by("-filed_at", "-pk")


def order_claim_of(workspace: Workspace, pk: int) -> OrderClaim:
    """The claim; `NotFound` when this workspace has none of that id."""
    found = order_claims(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such claim.", where="claim")
    return found


def facts_of(claim: OrderClaim) -> ClaimFacts:
    names = ("number", "placed_on", "amount", "currency", "buyer", "note")
    return ClaimFacts(**{name: getattr(claim, name) for name in names})


def fits_of(workspace: Workspace, claims: Collection[OrderClaim]) -> dict[int, list[Fit]]:
    """Claim → up to five orders that it may mean, what agrees most first; a few queries however many claims."""
    wanted = {claim.pk: facts_of(claim) for claim in claims}
    found = list(orders(workspace).select_related("ruling").filter(_any_of(wanted.values())))
    told = {order.pk: _order_facts(order) for order in found}
    own = buyers_of(workspace, {claim.creator_id for claim in claims})
    accepted = _accepted(workspace, found)
    fits: dict[int, list[Fit]] = {}
    for claim in claims:
        near = []
        for order in found:
            agrees, differs = agreement(wanted[claim.pk], told[order.pk])
            if _is_meant(agrees):
                against = obstacles(claim, order, own.get(claim.creator_id, frozenset()), accepted.get(order.pk, ""))
                near.append(Fit(order, agrees, differs, against))
        near.sort(key=lambda fit: (len(fit.differs), -len(fit.agrees), -fit.order.placed_at.timestamp(), fit.order.pk))
        fits[claim.pk] = near[:MOST_FITS]
    return fits


def obstacles(claim: OrderClaim, order: Order, own: Collection[str], accepted_of: str) -> list[str]:
    """What speaks against owing the order to the claimant, in words; empty when nothing does."""
    found = []
    if order.is_test:
        found.append("A test order: it counts for nobody.")
    if order.cancelled_at:
        found.append("Cancelled: it counts for nobody.")
    if order.customer and order.customer in own:
        found.append("The buyer’s address is the creator’s own.")
    attribution, ruling = getattr(order, "attribution", None), getattr(order, "ruling", None)
    if ruling is not None and ruling.creator_id != claim.creator_id:
        found.append(f"Somebody decided about it: {ruling.reason}")
    elif attribution is not None and attribution.creator_id != claim.creator_id:
        found.append(f"Owed to {attribution.creator.name}: {attribution.reason}")
    if accepted_of:
        found.append(f"A claim of {accepted_of} was accepted.")
    return found


def accepted_claims(workspace: Workspace, chosen: Sequence[Order]) -> dict[int, ClaimFact]:
    """Order → the claim to it that a person accepted, as a sign of whom it is owed to."""
    rows = OrderClaim.objects.of(workspace).filter(order__in=chosen, state=OrderClaim.State.ACCEPTED)
    return {
        row.order_id: ClaimFact(row.creator_id, row.campaign_id, _said(row))
        for row in rows.select_related("decided_by")
        if row.order_id is not None
    }


def _said(claim: OrderClaim) -> str:
    told = f" (“{claim.note}”)" if claim.note else ""
    return f"The creator claims the order{told}, and {claim.decided_by or 'a person'} accepted that. {claim.reason}".strip()


def _any_of(claims: Collection[ClaimFacts]) -> Q:
    """Orders that any of the claims may mean, and a few more."""
    numbers = {written for one in claims if one.number for written in _written(one.number)}
    buyers = {one.buyer for one in claims if one.buyer}
    chosen = Q(number__in=numbers) | Q(external_id__in=numbers) if numbers else Q(pk=None)
    if buyers:
        chosen |= Q(customer__in=buyers)
    for one in claims:
        if one.placed_on and one.amount is not None and not one.number:
            days = (one.placed_on - NEAR, one.placed_on + NEAR + timedelta(days=1))
            chosen |= Q(placed_at__date__range=days) & (Q(total=one.amount) | Q(subtotal=one.amount))
    return chosen


def _written(number: str) -> set[str]:
    """The ways in which shops write a number."""
    plain = folded_number(number)
    return {number, plain, plain.upper(), f"#{plain}", f"#{plain.upper()}"}


def _is_meant(agrees: Sequence[str]) -> bool:
    return "number" in agrees or "buyer" in agrees or {"day", "amount"} <= set(agrees)


def _order_facts(order: Order) -> OrderFacts:
    return OrderFacts(
        tuple(folded_number(text) for text in (order.number, order.external_id) if text), order.placed_at.date(),
        (order.total, order.subtotal), order.currency, order.customer,
    )  # fmt: skip


def _accepted(workspace: Workspace, found: Sequence[Order]) -> dict[int, str]:
    """Order → the creator whose claim to it was accepted."""
    rows = OrderClaim.objects.of(workspace).filter(order__in=found, state=OrderClaim.State.ACCEPTED)
    return dict(rows.values_list("order_id", "creator__name"))
