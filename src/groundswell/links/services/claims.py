"""Claims to orders: filed by creators, decided by people, and only then a sign among the others."""

from datetime import timedelta

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.links.models import Attribution, Order, OrderClaim
from groundswell.links.queries.claims import fits_of, obstacles
from groundswell.links.queries.guard_facts import buyers_of
from groundswell.links.queries.surveys import precedence_of
from groundswell.links.rules.claims import ClaimFacts, checked_claim, claim_key
from groundswell.links.services.attribution import attribute

State = OrderClaim.State
MOST_WAITING, MOST_A_DAY = 30, 20


@transaction.atomic
def file_claim(
    *, creator: Creator, facts: ClaimFacts, campaign: int | None = None, user: User | None = None
) -> OrderClaim:
    """Keeps a claim for a person to decide; the same once more is the one that is there. No order is looked up.

    `campaign`: whose commission it would be. `BadInput` for what cannot be kept, `Conflict` when too many wait or were filed
    within a day.
    """
    Creator.objects.select_for_update().get(pk=creator.pk)
    tidy = checked_claim(facts, clock.today())
    mine = OrderClaim.objects.of(creator.workspace).filter(creator=creator)
    known: OrderClaim | None = mine.filter(key=claim_key(tidy)).first()
    if known is not None:
        return known
    if mine.filter(state=State.WAITING).count() >= MOST_WAITING:
        raise Conflict(f"{MOST_WAITING} claims of yours wait for an answer.", cure="Wait until some are answered.")
    if mine.filter(filed_at__gt=clock.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Conflict(f"That were {MOST_A_DAY} claims within a day.", cure="Go on tomorrow.")
    told = {name: getattr(tidy, name) for name in ClaimFacts.__dataclass_fields__}
    made: OrderClaim = OrderClaim.objects.create(
        workspace=creator.workspace, creator=creator, campaign_id=campaign, key=claim_key(tidy), **told
    )
    _audit(made, user, "filed")
    return made


@transaction.atomic
def accept_claim(
    *, claim: OrderClaim, order: Order | None = None, user: User | None = None, reason: str = ""
) -> OrderClaim:
    """The order counts for the claimant as far as no stronger sign speaks; `order` may be left out when one alone fits.

    `Conflict` for what speaks against it: such orders a person can still decide by hand (`rule_on_order`).
    """
    row = OrderClaim.objects.select_for_update().get(pk=claim.pk)
    if row.state == State.ACCEPTED:
        raise Conflict("This claim was accepted already.", where=f"claim {row.pk}")
    chosen = _meant(row) if order is None else order
    if chosen.workspace_id != row.workspace_id:
        raise BadInput("That order is not in this workspace.", where="order")
    if "claim" not in precedence_of(row.workspace):
        raise Conflict("By your rules claims decide nothing.", where="order", cure="Orders, Rules: give them a place.")
    _refuse_obstacles(row, chosen)
    row.order = chosen
    _decide(row, State.ACCEPTED, reason.strip()[:300], user)
    attribute(workspace=row.workspace, orders=[chosen])
    owed = Attribution.objects.of(row.workspace).filter(order=chosen).first()
    if owed is None or owed.creator_id != row.creator_id:
        raise Conflict(
            "Another sign speaks for somebody else.", where=f"order {chosen}", cure="Decide the order by hand."
        )
    return row


@transaction.atomic
def refuse_claim(*, claim: OrderClaim, reason: str, user: User | None = None) -> OrderClaim:
    """The creator reads the reason. An accepted claim that is refused stops counting. `BadInput` without a reason."""
    row = OrderClaim.objects.select_for_update().get(pk=claim.pk)
    if row.state == State.REFUSED:
        raise Conflict("This claim was refused already.", where=f"claim {row.pk}")
    if not reason.strip() or len(reason.strip()) > 300:
        raise BadInput("Say why, in up to 300 characters: the creator reads it.", where="reason")
    order, row.order = row.order, None
    _decide(row, State.REFUSED, reason.strip(), user)
    if order is not None:
        attribute(workspace=row.workspace, orders=[order])
    return row


def _meant(claim: OrderClaim) -> Order:
    fits = fits_of(claim.workspace, [claim])[claim.pk]
    if len(fits) != 1:
        told = "No order fits this claim." if not fits else f"{len(fits)} orders fit this claim."
        raise BadInput(
            told, where="order", cure="Name the order." if fits else "It may still arrive; or refuse the claim."
        )
    return fits[0].order


def _refuse_obstacles(claim: OrderClaim, order: Order) -> None:
    rival = (
        OrderClaim.objects.of(claim.workspace)
        .filter(order=order, state=State.ACCEPTED)
        .select_related("creator")
        .first()
    )
    own = buyers_of(claim.workspace, {claim.creator_id}).get(claim.creator_id, frozenset())
    if against := obstacles(claim, order, own, rival.creator.name if rival else ""):
        raise Conflict(against[0], where=f"order {order}", cure="Decide the order by hand if you know better.")


def _decide(claim: OrderClaim, state: str, reason: str, user: User | None) -> None:
    claim.state, claim.reason, claim.decided_at, claim.decided_by = state, reason, clock.now(), user
    claim.save(update_fields=["order", "state", "reason", "decided_at", "decided_by"])
    _audit(claim, user, state)


def _audit(claim: OrderClaim, user: User | None, what: str) -> None:
    detail = {"creator": claim.creator_id, "order": claim.order_id, "reason": claim.reason}
    record_audit(
        workspace=claim.workspace, user=user, action=f"order_claim.{what}", subject=f"claim {claim.pk}", detail=detail
    )
