"""What a creator brought, on their timeline: a day's orders are one line in each currency."""

from collections.abc import Iterator

from django.db.models import F, Max, Sum

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit.days import Day
from groundswell.kit.money import ZERO, cents
from groundswell.links.queries import counted_attributions
from groundswell.relationships.queries import TimelineEntry


def days_of_orders(workspace: Workspace, creator: Creator, limit: int) -> Iterator[TimelineEntry]:
    """The newest days with orders that count, each at its last order."""
    rows = counted_attributions(workspace).filter(creator=creator).annotate(day=Day("order__placed_at"))
    days = rows.values("day", "order__currency").annotate(
        last=Max("order__placed_at"), orders=Sum("order__order_count"), net=Sum(F("order__subtotal") - F("order__refunded"))
    )  # fmt: skip
    for row in days.order_by("-last")[:limit]:
        orders = f"{row['orders']} order{'' if row['orders'] == 1 else 's'}"
        text = f"{orders} because of them: {cents(row['net'] or ZERO):,.2f} {row['order__currency']} net"
        yield TimelineEntry(
            row["last"], "orders", text, detail={"day": row["day"].isoformat(), "orders": row["orders"]}
        )
