"""Money given back, each refund by its own id; the order in which news of it arrives does not matter."""

from collections.abc import Iterable, Mapping, Sequence

from groundswell.accounts.models import Workspace
from groundswell.kit.money import ZERO
from groundswell.links.models import Order, Refund
from groundswell.links.rules.orders import OrderFacts, RefundFacts

Key = tuple[str, str]


def save_refunds(workspace: Workspace, refunds: Sequence[tuple[str, str, RefundFacts]]) -> list[str]:
    """ "created", "updated" or "unchanged" each. A refund grows (from pending to paid back) until it is settled."""
    outcomes: list[str] = []
    for source, order_external_id, facts in refunds:
        told = {"amount": facts.amount, "tax": facts.tax, "settled": facts.settled}
        row, created = Refund.objects.get_or_create(
            workspace=workspace, source=source, external_id=facts.external_id,
            defaults=told | {"order_external_id": order_external_id, "at": facts.at, "gross": facts.gross, "kind": facts.kind},
        )  # fmt: skip
        newer = facts.settled or (not row.settled and facts.amount > row.amount)
        changed = not created and newer and told != {name: getattr(row, name) for name in told}
        if changed:
            for name, value in told.items():
                setattr(row, name, value)
            row.save(update_fields=list(told))
        outcomes.append("created" if created else "updated" if changed else "unchanged")
    return outcomes


def refunds_of(workspace: Workspace, orders: Iterable[Order | OrderFacts]) -> dict[Key, list[Refund]]:
    """(source, order's id) to what was given back on it."""
    keys = {(order.source, order.external_id) for order in orders}
    rows = Refund.objects.of(workspace).filter(
        source__in={s for s, _ in keys}, order_external_id__in={e for _, e in keys}
    )
    grouped: dict[Key, list[Refund]] = {}
    for row in rows:
        grouped.setdefault((row.source, row.order_external_id), []).append(row)
    return grouped


def withdraw_unlisted(known: Mapping[Key, Sequence[Refund]], facts: Sequence[OrderFacts]) -> None:
    """Refunds that the shop's full list does not have any more were taken back there."""
    for one in facts:
        listed = {refund.external_id for refund in one.refunds}
        for row in known.get((one.source, one.external_id), ()):
            if row.kind == "refund" and row.amount and row.external_id not in listed:
                row.amount = ZERO
                row.save(update_fields=["amount"])
