"""The ledger brought in line with orders, refunds and whom they are owed to."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.commissions.rules import Standing, commission, movements, window_over
from groundswell.campaigns.models import CommissionEntry, Participant
from groundswell.campaigns.rules.basis import NOT_OWED, basis_text
from groundswell.campaigns.statements import issue_statements
from groundswell.kit import clock
from groundswell.kit.money import ZERO
from groundswell.links.models import Attribution, Order

Kind = CommissionEntry.Kind
BATCH = 1000


class Owed(NamedTuple):
    """Whom an order's commission belongs to."""

    order: int
    creator: int
    campaign: int


class Claim(NamedTuple):
    amount: Decimal
    basis: str


def settle_all_commissions() -> dict[str, int]:
    """For every workspace; answers how many entries were added."""
    return {"added": sum(settle_commissions(workspace=workspace) for workspace in Workspace.objects.order_by("pk"))}


@transaction.atomic
def settle_commissions(*, workspace: Workspace) -> int:
    """Adds what is missing; as often as one likes. Orders owed to somebody else now are taken back from the first, and
    paid commission that is taken back gets its credit note."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    claims, standings = _claims(workspace), _standings(workspace)
    orders = _orders(workspace, {key.order for key in claims.keys() | standings.keys()})
    now, entries = clock.now(), []
    for key in sorted(claims.keys() | standings.keys()):
        if (order := orders.get(key.order)) is None:
            continue
        claim = claims.get(key, Claim(ZERO, NOT_OWED))
        standing, count = standings.get(key, (Standing(), 0))
        approve = window_over(order.placed_at, workspace.return_days, now)
        for number, movement in enumerate(movements(standing, claim.amount, approve=approve), start=count + 1):
            entries.append(
                CommissionEntry(
                    workspace=workspace, creator_id=key.creator, campaign_id=key.campaign, order_id=key.order,
                    kind=movement.kind, amount=movement.amount, currency=order.currency, basis=claim.basis, at=now,
                    key=f"order:{key.order}:{key.creator}:{key.campaign}:{number}",
                )
            )  # fmt: skip
    CommissionEntry.objects.bulk_create(entries, batch_size=BATCH)
    issue_statements(workspace=workspace)
    return len(entries)


def _claims(workspace: Workspace) -> dict[Owed, Claim]:
    """What each attributed order earns by the participant's rate; nothing while it is held apart."""
    rates = {
        (creator, campaign): rate
        for creator, campaign, rate in Participant.objects.of(workspace)
        .exclude(commission_rate=None)
        .values_list("creator_id", "campaign_id", "commission_rate")
    }
    found = {}
    for row in (
        Attribution.objects.of(workspace)
        .filter(held=False)
        .exclude(campaign=None)
        .select_related("order")
        .iterator(BATCH)
    ):
        if row.campaign_id is None or (rate := rates.get((row.creator_id, row.campaign_id))) is None:
            continue
        net = row.order.net
        basis = basis_text(net, row.order.currency, rate)
        found[Owed(row.order_id, row.creator_id, row.campaign_id)] = Claim(commission(net, rate), basis)
    return found


def _standings(workspace: Workspace) -> dict[Owed, tuple[Standing, int]]:
    earned, approved = Q(kind__in=(Kind.PENDING, Kind.REVERSED)), Q(kind=Kind.APPROVED)
    rows = CommissionEntry.objects.of(workspace).exclude(order=None).exclude(creator=None).exclude(campaign=None)
    sums = rows.values_list("order_id", "creator_id", "campaign_id").annotate(
        earned=Sum("amount", filter=earned, default=ZERO), approved=Sum("amount", filter=approved, default=ZERO),
        count=Count("pk"),
    )  # fmt: skip
    return {Owed(o, c, k): (Standing(earned, approved), count) for o, c, k, earned, approved, count in sums.order_by()}


def _orders(workspace: Workspace, ids: Iterable[int]) -> dict[int, Order]:
    wanted, found = sorted(ids), dict[int, Order]()
    for start in range(0, len(wanted), BATCH):
        found.update(Order.objects.of(workspace).in_bulk(wanted[start : start + BATCH]))
    return found
