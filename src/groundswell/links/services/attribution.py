"""Bringing what each order is owed in line with the evidence; doing it again changes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.imports.writing import bulk
from groundswell.creators.imports.writing.creating import create
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.links.models import Attribution, Click, Code, Order, Ruling
from groundswell.links.queries.claims import accepted_claims
from groundswell.links.queries.guard import held_orders
from groundswell.links.queries.surveys import creators_answered, precedence_of
from groundswell.links.rules.attribution import (
    ClaimFact,
    ClickFact,
    CodeFact,
    Evidence,
    Owed,
    RulingFact,
    clicked,
    owed_to,
)
from groundswell.links.services.guard import review

BATCH = 500
NAMING = "SELECT id FROM links_order WHERE NOT click_id = '' AND click_id {wanted}"


@transaction.atomic
def attribute(*, workspace: Workspace, orders: Sequence[Order]) -> int:
    """How many of these orders changed hands: attributed anew, differently, or no longer."""
    codes = _codes(workspace, {code for order in orders for code in order.codes})
    clicks = _clicks(workspace, {order.click_id for order in orders if order.click_id})
    answers, precedence = creators_answered(workspace, {order.survey for order in orders}), precedence_of(workspace)
    claims = accepted_claims(workspace, orders)
    known = [order.pk for order in orders]
    rulings = {
        row.order_id: RulingFact(row.creator_id, row.reason)
        for row in Ruling.objects.of(workspace).filter(order__in=known)
    }
    present = {row.order_id: row for row in Attribution.objects.of(workspace).filter(order__in=known)}
    new: list[Attribution] = []
    gone: list[int] = []
    changed = 0
    for order in orders:
        evidence = _evidence(order, clicks, rulings, answers, claims)
        owed = _owed(evidence, codes, workspace.attribution_days, precedence)
        row = present.get(order.pk)
        if owed is None:
            gone += [row.pk] if row is not None else []
        elif row is None:
            new.append(_applied(Attribution(workspace=workspace, order=order), owed))
        elif not _same(row, owed):
            _applied(row, owed).save()
            changed += 1
    create(Attribution, new)
    Attribution.objects.of(workspace).filter(pk__in=gone).delete()
    review(workspace=workspace, order_ids=[order.pk for order in orders])
    return len(new) + len(gone) + changed


def attribute_by_clicks(*, click_ids: Sequence[str]) -> None:
    """Orders may arrive before the clicks they carry are loaded: looks at those again."""
    named = [pk for (pk,) in bulk.select(NAMING, [], click_ids)]
    for start in range(0, len(named), BATCH):
        waiting = Order.objects.filter(pk__in=named[start : start + BATCH])
        for workspace, orders in _by_workspace(waiting.select_related("workspace")).items():
            attribute(workspace=workspace, orders=orders)


def attribute_by_codes(*, workspace: Workspace, folded_codes: Collection[str]) -> int:
    """Looks again at every order of the workspace that used one of these codes."""
    wanted = set(folded_codes)
    with_codes = Order.objects.of(workspace).exclude(codes=[]).values_list("pk", "codes")
    users = [pk for pk, codes in with_codes.iterator() if not wanted.isdisjoint(codes)]
    changed = 0
    for start in range(0, len(users), BATCH):
        orders = list(Order.objects.of(workspace).filter(pk__in=users[start : start + BATCH]))
        changed += attribute(workspace=workspace, orders=orders)
    return changed


def rule_on_order(*, order: Order, creator: Creator | None, reason: str, user: User | None) -> Ruling:
    """A person decides whom the order is owed to (None: nobody) and says why; it stands until withdrawn."""
    _rule(order.workspace, [(order, creator)], reason, user)
    return Ruling.objects.of(order.workspace).get(order=order)


@transaction.atomic
def _rule(
    workspace: Workspace, decided: Sequence[tuple[Order, Creator | None]], reason: str, user: User | None
) -> None:
    reason = reason.strip()[:300]
    if not reason:
        raise BadInput("A decision needs a reason.", where="reason", cure="Say in a few words how you know.")
    if any(creator is not None and creator.workspace_id != workspace.pk for _, creator in decided):
        raise BadInput("That creator is not in this workspace.", where="creator")
    rulings = [
        Ruling(workspace=workspace, order=order, creator=creator, reason=reason, user=user)
        for order, creator in decided
    ]
    Ruling.objects.bulk_create(
        rulings, update_conflicts=True, unique_fields=["order"], update_fields=["creator", "reason", "user"]
    )
    for order, creator in decided:
        detail = {"creator": creator.pk if creator else None, "reason": reason}
        record_audit(workspace=workspace, user=user, action="order.ruled", subject=str(order), detail=detail)
    attribute(workspace=workspace, orders=[order for order, _ in decided])


@transaction.atomic
def withdraw_ruling(*, order: Order, user: User | None) -> None:
    """Back to the rules."""
    Ruling.objects.of(order.workspace).filter(order=order).delete()
    record_audit(workspace=order.workspace, user=user, action="order.ruling_withdrawn", subject=str(order))
    attribute(workspace=order.workspace, orders=[order])


@transaction.atomic
def decide_held(
    *, workspace: Workspace, order_ids: Collection[int], count: bool, reason: str, user: User | None = None
) -> int:
    """A person has looked: these orders count for whom they were attributed to, or are owed to nobody; answers how many.

    All or none: BadInput names the first that is not held in this workspace.
    """
    wanted = sorted(set(order_ids))
    held = {order.pk: order for order in held_orders(workspace).filter(pk__in=wanted)}
    if missing := [pk for pk in wanted if pk not in held]:
        raise BadInput(
            f"Order {missing[0]} is not held in this workspace.",
            where="orders",
            cure="Look at the list of held orders again.",
        )
    decided = [(order, order.attribution.creator if count else None) for order in held.values()]
    if decided:
        _rule(workspace, decided, reason, user)
    return len(decided)


def _codes(workspace: Workspace, folded_codes: Collection[str]) -> dict[str, CodeFact]:
    rows = Code.objects.of(workspace).filter(folded__in=folded_codes) if folded_codes else ()
    return {row.folded: CodeFact(row.pk, row.code, row.creator_id, row.campaign_id) for row in rows}


def _clicks(workspace: Workspace, click_ids: Collection[str]) -> dict[str, ClickFact]:
    rows = Click.objects.of(workspace).filter(click_id__in=click_ids).select_related("link") if click_ids else ()
    return {
        row.click_id: ClickFact(row.pk, row.at, row.link_id, row.link.slug, row.link.creator_id, row.link.campaign_id)
        for row in rows
    }


def _evidence(
    order: Order,
    clicks: dict[str, ClickFact],
    rulings: dict[int, RulingFact],
    answers: Mapping[str, int],
    claims: Mapping[int, ClaimFact],
) -> Evidence:
    return Evidence(
        placed_at=order.placed_at, counts=order.counts, codes=order.codes, click=clicks.get(order.click_id),
        answer=order.survey, answered_creator=answers.get(order.survey), named_creator=order.named_creator_id,
        named_campaign=order.named_campaign_id, claim=claims.get(order.pk), ruling=rulings.get(order.pk),
    )  # fmt: skip


def _owed(
    evidence: Evidence, codes: Mapping[str, CodeFact], attribution_days: int, precedence: Sequence[str]
) -> Owed | None:
    """As the rules say, and beside it the click where another way was stronger: reports count both."""
    owed = owed_to(evidence, codes, attribution_days, precedence)
    return owed if owed is None or owed.click else replace(owed, click=clicked(evidence))


def _applied(row: Attribution, owed: Owed) -> Attribution:
    row.creator_id, row.campaign_id, row.method, row.reason = owed.creator, owed.campaign, owed.method, owed.reason
    row.code_id, row.link_id, row.click_id = owed.code, owed.link, owed.click
    return row


def _same(row: Attribution, owed: Owed) -> bool:
    stands = (row.creator_id, row.campaign_id, row.method, row.reason, row.code_id, row.link_id, row.click_id)
    return stands == (owed.creator, owed.campaign, owed.method, owed.reason, owed.code, owed.link, owed.click)


def _by_workspace(orders: Iterable[Order]) -> dict[Workspace, list[Order]]:
    grouped: dict[Workspace, list[Order]] = {}
    for order in orders:
        grouped.setdefault(order.workspace, []).append(order)
    return grouped
