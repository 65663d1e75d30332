"""Which orders owed to creators a code proves, which a link, and who bought for the first time."""

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.links.models import Attribution, Code, Order
from groundswell.links.queries import counted_attributions
from groundswell.reports.period import Period, moments

NEW, LATER, UNKNOWN = "new", "later", "unknown"


def owed(workspace: Workspace, campaign: Campaign | None, period: Period | None = None) -> QuerySet[Attribution]:
    """Attributions of orders that count."""
    rows = counted_attributions(workspace).filter(**moments("order__placed_at", period))
    return rows if campaign is None else rows.filter(campaign=campaign)


def with_evidence(
    workspace: Workspace, campaign: Campaign | None, period: Period | None = None
) -> QuerySet[Attribution]:
    """`owed` with `by_code` and `by_link` (each told by itself, whichever won) and `buyer`: new, later or unknown."""
    told_beside = _codes_beside(owed(workspace, campaign, period), workspace)
    by_code = Q(method=Attribution.Method.CODE) | Q(pk__in=told_beside)
    by_link = Q(click__isnull=False) | Q(method=Attribution.Method.LINK)
    buyer = Case(
        When(order__customer="", then=Value(UNKNOWN)),
        When(order__in=first_orders(workspace).values("pk"), then=Value(NEW)),
        default=Value(LATER),
        output_field=CharField(),
    )
    flags = {"by_code": _flag(by_code), "by_link": _flag(by_link), "buyer": buyer}
    return owed(workspace, campaign, period).annotate(**flags)


def first_orders(workspace: Workspace) -> QuerySet[Order]:
    """Each known buyer's first order that counts, among all orders known here."""
    place = Window(RowNumber(), partition_by=F("customer"), order_by=[F("placed_at"), F("pk")])
    counted = Order.objects.of(workspace).filter(is_test=False, cancelled_at=None).exclude(customer="")
    return counted.annotate(place=place).filter(place=1)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value("yes")), default=Value("no"), output_field=CharField())


def _codes_beside(rows: QuerySet[Attribution], workspace: Workspace) -> list[int]:
    """Attributions that something else decided although the order bears a creator's code."""
    others = rows.exclude(method=Attribution.Method.CODE).exclude(order__codes=[])
    told = list(others.values_list("pk", "order__codes"))
    if not told:
        return []
    used = {code for _, codes in told for code in codes}
    codes = Code.objects.of(workspace).filter(folded__in=used, creator__isnull=False)
    owned = set(codes.values_list("folded", flat=True))
    return [pk for pk, codes in told if not owned.isdisjoint(codes)]
