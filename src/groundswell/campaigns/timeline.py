"""What a creator cost and was paid, on their timeline."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.db.models import Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import CommissionEntry, Cost
from groundswell.creators.models import Creator
from groundswell.kit.money import ZERO, cents
from groundswell.relationships.queries import TimelineEntry


def costs(workspace: Workspace, creator: Creator, limit: int) -> Iterator[TimelineEntry]:
    """Costs of which the day is known."""
    rows = Cost.objects.of(workspace).filter(creator=creator).exclude(incurred_on=None).select_related("campaign")
    for row in rows.order_by("-incurred_on", "-pk")[:limit]:
        campaign = f" ({row.campaign.name})" if row.campaign else ""
        text = f"{row.get_kind_display()}: {row.amount:,.2f} {row.currency}{campaign}"
        if row.incurred_on:
            yield TimelineEntry(_on(row.incurred_on), "cost", text, detail={"cost": row.pk})


def payouts(workspace: Workspace, creator: Creator, limit: int) -> Iterator[TimelineEntry]:
    """Commissions paid out, a line for each payout."""
    paid = CommissionEntry.objects.of(workspace).filter(creator=creator, kind="paid", payout__state="paid")
    sums = paid.values_list("payout", "payout__paid_on", "currency").annotate(total=Sum("amount"))
    for payout, day, currency, total in sums.exclude(payout__paid_on=None).order_by("-payout__paid_on", "-payout")[
        :limit
    ]:
        if day:
            text = f"Commission paid out: {cents(total or ZERO):,.2f} {currency}"
            yield TimelineEntry(_on(day), "paid", text, detail={"payout": payout})


def _on(day: date) -> datetime:
    """The day's beginning, where no hour is known: later would be ahead of now."""
    return datetime.combine(day, time(), UTC)
