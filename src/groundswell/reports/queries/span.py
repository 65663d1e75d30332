"""The range of the ROI, from the evidence of each order and the newest kept lift."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit.money import ZERO
from groundswell.reports.models import KeptLift
from groundswell.reports.queries.amounts import Amounts
from groundswell.reports.queries.evidence import LATER, NEW, UNKNOWN
from groundswell.reports.queries.money import money
from groundswell.reports.rules import Figures
from groundswell.reports.span import Added, Counted, Span

NO_LIFT = "Cannot tell: no lift was measured and kept."


class Cell(NamedTuple):
    """Orders that share their evidence."""

    by_code: bool
    by_link: bool
    buyer: str
    rows: int
    orders: int
    net: Decimal


def span_of(
    workspace: Workspace, campaign: Campaign | None, totals: Figures, evidence: QuerySet[Any], amounts: Amounts
) -> Span:
    """Link only, code only and the union, over what was spent in all; the union is the report's own total."""
    currency = amounts.currency
    cells = _cells(evidence, currency) + _cells_abroad(amounts)
    ways: dict[str, Callable[[Cell], bool]] = {
        "link": lambda cell: cell.by_link,
        "code": lambda cell: cell.by_code,
        "both": lambda cell: cell.by_link and cell.by_code,
        "union": lambda _: True,
    }
    rows = {key: _counted(key, [cell for cell in cells if fits(cell)], totals) for key, fits in ways.items()}
    added, why = _added(workspace, campaign, currency, totals)
    if added is not None and amounts.period not in (None, (added.start, added.last)):
        added, why = None, "Cannot tell: the kept lift is of other days."
    counted = (rows["link"], rows["code"], rows["union"])
    return Span(counted=counted, both=rows["both"], added=added, why_not_added=why)


def _cells(evidence: QuerySet[Any], currency: str) -> list[Cell]:
    rows = evidence.filter(order__currency=currency)
    grouped = rows.values_list("by_code", "by_link", "buyer").annotate(
        rows=Count("pk"), orders=Sum("order__order_count"), net=Sum(F("order__subtotal") - F("order__refunded"))
    )
    return [
        Cell(code == "yes", link == "yes", buyer, count, orders, money(net))
        for code, link, buyer, count, orders, net in grouped.order_by()
    ]


def _cells_abroad(amounts: Amounts) -> list[Cell]:
    return [
        Cell(one.by_code == "yes", one.by_link == "yes", one.buyer, one.rows, one.orders, net)
        for one, net in amounts.orders
    ]


def _counted(key: str, cells: list[Cell], totals: Figures) -> Counted:
    def buyers(kind: str) -> int:
        return sum(cell.rows for cell in cells if cell.buyer == kind)

    figures = Figures(
        spend_by_kind=totals.spend_by_kind,
        orders=sum(cell.orders for cell in cells),
        net_revenue=sum((cell.net for cell in cells), ZERO),
        margin=totals.margin,
    )
    return Counted(key=key, figures=figures, new=buyers(NEW), returning=buyers(LATER), unknown=buyers(UNKNOWN))


def _added(workspace: Workspace, campaign: Campaign | None, currency: str, totals: Figures) -> tuple[Added | None, str]:
    kept = KeptLift.objects.of(workspace).filter(campaign=campaign).order_by("-at", "-pk").first()
    if kept is None:
        return None, NO_LIFT
    if kept.currency != currency:
        return None, f"Cannot tell: the kept lift is in {kept.currency}."
    added = Added(
        start=kept.start, last=kept.last, effect=(kept.total, kept.low, kept.high), verdict=kept.verdict,
        reasons=kept.reasons, spend=totals.spend, margin=totals.margin,
    )  # fmt: skip
    if not added.tells:
        return None, " ".join(["Cannot tell: the kept lift could not be told.", *kept.reasons])
    return added, ""
