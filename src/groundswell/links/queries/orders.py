"""Orders with whom they are owed to, and the trail that shows why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import Attribution, Click, Code, Order, Refund
from groundswell.links.rules.unproven import PIXEL_SOURCE

Owed = Literal["", "yes", "no", "unproven", "held", "never"]
CHUNK = 900  # below SQLite's traditional limit of 999 parameters
UNPROVEN = Q(source__startswith=PIXEL_SOURCE, attribution__isnull=True)
"""What anybody can forge and nobody let in."""
NET = F("subtotal") - F("refunded")


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """`owed`: yes = to a creator, no = to nobody, unproven = told by a pixel
    alone and owed to nobody, so in no figure, held = apart until somebody has looked, never =
    cancelled or test. `method` as in Attribution.Method. `first` and `last` are days (UTC) on which they were placed."""

    owed: str = ""
    method: str = ""
    campaign: str = ""
    creator: int | None = None
    text: str = ""
    first: date | None = None
    last: date | None = None


class OrderTotals(NamedTuple):
    """Sums of one currency over orders that count."""

    currency: str
    orders: int
    net: Decimal
    attributed_orders: int
    attributed_net: Decimal
    refunded: Decimal


class Step(NamedTuple):
    """One line of an order's trail. `decides`: this is what the order was attributed by."""

    at: datetime | None
    icon: str
    text: str
    decides: bool = False


def owners_of_orders(workspace: Workspace, external_ids: Iterable[str]) -> dict[tuple[str, str], int]:
    """(source, external id) → id of the creator the order is owed to; orders that are nobody's are left out."""
    wanted = sorted(set(external_ids))
    found: dict[tuple[str, str], int] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Attribution.objects.of(workspace).filter(order__external_id__in=wanted[start : start + CHUNK])
        for source, external_id, creator in rows.values_list("order__source", "order__external_id", "creator_id"):
            found[source, external_id] = creator
    return found


def orders(workspace: Workspace, chosen: OrderFilter | None = None) -> QuerySet[Order]:
    """The workspace's orders, newest first, with attribution, creator and campaign at hand."""
    chosen = chosen or OrderFilter()
    rows: QuerySet[Order] = Order.objects.of(workspace).select_related("attribution__creator", "attribution__campaign")
    never = Q(is_test=True) | Q(cancelled_at__isnull=False)
    if chosen.owed == "yes":
        rows = rows.filter(attribution__held=False)
    elif chosen.owed == "no":
        rows = rows.filter(attribution__isnull=True).exclude(never)
    elif chosen.owed == "unproven":
        rows = rows.filter(UNPROVEN).exclude(never)
    elif chosen.owed == "held":
        rows = rows.filter(attribution__held=True).exclude(never)
    elif chosen.owed == "never":
        rows = rows.filter(never)
    if chosen.method:
        rows = rows.filter(attribution__method=chosen.method)
    if chosen.campaign:
        rows = rows.filter(attribution__campaign__slug=chosen.campaign)
    if chosen.creator is not None:
        rows = rows.filter(attribution__creator_id=chosen.creator)
    if chosen.first and chosen.last:
        rows = rows.filter(placed_at__date__range=(chosen.first, chosen.last))
    if chosen.text:
        text = chosen.text.strip()
        rows = rows.filter(
            Q(number__icontains=text) | Q(external_id=text) | Q(attribution__creator__name__icontains=text)
        )
    return rows.order_by("-placed_at", "-pk")


def order_of(workspace: Workspace, pk: int) -> Order:
    """The order of that id; NotFound in any other workspace."""
    found = orders(workspace).select_related("ruling__creator", "ruling__user", "named_creator").filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no order {pk} in this workspace.", where="order")
    return found


def totals(workspace: Workspace, chosen: OrderFilter | None = None) -> list[OrderTotals]:
    """Per currency, the largest first; cancelled and test orders are left out."""
    counted = orders(workspace, chosen).filter(is_test=False, cancelled_at=None).order_by()
    owed = Q(attribution__held=False)
    rows = counted.values_list("currency").annotate(
        orders=Sum("order_count"), net_sum=Sum(NET), attributed_orders=Sum("order_count", filter=owed),
        attributed_net=Sum(NET, filter=owed), refunds=Sum("refunded"), rows=Count("pk"),
    )  # fmt: skip
    return [
        OrderTotals(
            currency, count or 0, cents(net or ZERO), owed_count or 0, cents(owed_net or ZERO), cents(refunds or ZERO)
        )
        for currency, count, net, owed_count, owed_net, refunds, _ in rows.order_by("-rows")
    ]


def trail(order: Order) -> list[Step]:
    """Everything known of how the buyer came, in time, and which of it decided."""
    attribution = getattr(order, "attribution", None)
    method = attribution.method if attribution else ""
    steps = [*_click_steps(order, method), *_code_steps(order, attribution.code_id if attribution else None)]
    if order.named_creator is not None:
        steps.append(
            Step(None, "file-text", f"The file or sending system names {order.named_creator.name}", method == "report")
        )
    if order.survey:
        steps.append(
            Step(
                None, "message-circle", f"Asked who sent them, the buyer answered “{order.survey}”", method == "survey"
            )
        )
    steps += [
        Step(
            c.filed_at,
            "message-circle",
            f"{c.creator.name} claimed it: {c.get_state_display().lower()}",
            method == "claim",
        )
        for c in order.claims.select_related("creator").order_by("pk")
    ]
    steps.append(
        Step(
            order.placed_at,
            "shopping-cart",
            f"Ordered, told by {order.source}" + (f", channel {order.channel}" if order.channel else ""),
        )
    )
    refunds = Refund.objects.of(order.workspace).filter(source=order.source, order_external_id=order.external_id)
    steps += [
        Step(r.at, "receipt-refund", f"{r.amount} {order.currency} given back for goods")
        for r in refunds.order_by("at", "pk")
    ]
    if order.cancelled_at:
        steps.append(Step(order.cancelled_at, "ban", "Cancelled: counts for nobody"))
    if order.is_test:
        steps.append(Step(None, "ban", "A test order: counts for nobody"))
    if attribution is not None:
        steps += [Step(None, "shield-half", f"Held apart: {one['why']}") for one in attribution.suspicions]
    ruling = getattr(order, "ruling", None)
    if ruling is not None:
        who = ruling.creator.name if ruling.creator else "nobody"
        by = ruling.user or "a person"
        steps.append(Step(ruling.at, "user-check", f"{by} decided: owed to {who}. {ruling.reason}", decides=True))
    return steps


def _click_steps(order: Order, method: str) -> list[Step]:
    if not order.click_id:
        return []
    click = Click.objects.of(order.workspace).select_related("link__creator").filter(click_id=order.click_id).first()
    if click is None:
        return [
            Step(None, "link", f"Carries the click id {order.click_id}, which is not among the clicks loaded so far")
        ]
    whose = f" of {click.link.creator.name}" if click.link.creator else ", which is nobody's"
    return [Step(click.at, "link", f"Clicked /l/{click.link.slug}{whose}", method == "link")]


def _code_steps(order: Order, deciding: int | None) -> list[Step]:
    known = {
        row.folded: row
        for row in Code.objects.of(order.workspace).select_related("creator").filter(folded__in=order.codes)
    }
    steps = []
    for code in order.codes:
        row = known.get(code)
        whose = (
            f" of {row.creator.name}"
            if row and row.creator
            else ", which is nobody’s"
            if row
            else ", which is not among your codes"
        )
        steps.append(Step(None, "discount", f"Used the code {code}{whose}", row is not None and row.pk == deciding))
    return steps
