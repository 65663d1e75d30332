"""The journeys to the orders of a workspace, and what seven attribution models make of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Creator
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import Click
from groundswell.links.queries import counted_attributions
from groundswell.links.rules.attribution import CLOCK_SLACK
from groundswell.reports.exchange import Exchange, exchange_notes
from groundswell.reports.journeys.credit import SENTENCES, Credit, Journey, Model, credits_by_model
from groundswell.reports.queries.abroad import exchange_for

MOST_CLICKS, MOST_ORDERS, BATCH = 200_000, 50_000, 500
DAY = 86_400


class Touch(NamedTuple):
    at: datetime
    creator: int


@dataclass(frozen=True, slots=True)
class CreditRow:
    creator_id: int
    name: str
    credits: Mapping[Model, Credit]

    @property
    def in_order(self) -> list[Credit | None]:
        """The credit by each model, in the models' order; None where a model gives none."""
        return [self.credits.get(model) for model in Model]


@dataclass(frozen=True, slots=True)
class ModelsReport:
    """`shared`: orders on whose way several creators were met; only on these can the models differ, Markov's chain apart."""

    currency: str
    orders: int
    shared: int
    net: Decimal
    rows: Sequence[CreditRow]
    complete: bool
    notes: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "currency": self.currency,
            "orders": self.orders,
            "orders_with_several_creators": self.shared,
            "net_revenue": float(self.net),
            "complete": self.complete,
            "notes": list(self.notes),
            "models": {model.value: SENTENCES[model] for model in Model},
            "creators": [
                {
                    "creator": {"id": row.creator_id, "name": row.name},
                    "credits": {
                        model.value: {"orders": credit.orders, "net_revenue": float(credit.net)}
                        for model, credit in row.credits.items()
                    },
                }
                for row in self.rows
            ],
        }


def attribution_models(*, workspace: Workspace, campaign: Campaign | None = None) -> ModelsReport:
    """Every model's credit per creator over the orders owed to creators, in the workspace's (or campaign's) currency. A way
    is what one visitor clicked on the day of the order, since visitors are not recognised across days."""
    currency = campaign.currency if campaign else workspace.currency
    orders, complete, exchange = _owed(workspace, campaign, currency)
    clicks, every = _clicks(workspace, campaign, {order.click for order in orders if order.click})
    journeys = _journeys(orders, clicks)
    bought = [journey for journey in journeys if journey.orders]
    found = credits_by_model(journeys)
    creators = {creator for shared in found.values() for creator in shared}
    names = dict(Creator.objects.of(workspace).filter(pk__in=creators).values_list("pk", "name"))
    rows = [
        CreditRow(key, name, {model: found[model][key] for model in Model if key in found[model]})
        for key, name in names.items()
    ]
    rows.sort(key=lambda row: (-max(credit.net for credit in row.credits.values()), row.name))
    return ModelsReport(
        currency=currency,
        orders=sum(journey.orders for journey in bought),
        shared=sum(journey.orders for journey in bought if len(set(journey.met)) > 1),
        net=sum((journey.net for journey in bought), ZERO),
        rows=rows,
        complete=complete and every,
        notes=exchange_notes(exchange.converted, exchange.apart, currency),
    )


class _Owed(NamedTuple):
    creator: int
    click: str
    at: datetime
    orders: int
    net: Decimal


def _owed(workspace: Workspace, campaign: Campaign | None, currency: str) -> tuple[list[_Owed], bool, Exchange]:
    """The newest orders, converted where a rate is known; whether these are all there are; what was converted how."""
    rows = counted_attributions(workspace).filter(order__order_count__gt=0)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    newest = rows.annotate(net=F("order__subtotal") - F("order__refunded")).order_by("-order__placed_at", "-pk")
    fields = ("creator_id", "order__click_id", "order__placed_at", "order__order_count", "net", "order__currency")
    found = list(newest.values_list(*fields)[:MOST_ORDERS])
    abroad = [(unit, at.date()) for _, _, at, _, _, unit in found if unit != currency]
    exchange = exchange_for(workspace, currency, abroad)
    owed = []
    for creator, click, at, orders, own, unit in found:
        net = exchange.net_revenue(unit, at.date(), cents(Decimal(own)), orders=orders)
        if net is not None:
            owed.append(_Owed(creator, click, at, orders, net))
    return owed, len(found) < MOST_ORDERS, exchange


Found = tuple[str, str, datetime, int]


def _clicks(workspace: Workspace, campaign: Campaign | None, bought: Collection[str]) -> tuple[list[Found], bool]:
    """(click id, visitor, when, creator), the newest first; repeats belong to the way, machines do not. All clicks of those
    who came to an order by one of `bought`; of the others those loaded last, and whether that is all there are."""
    rows = Click.objects.of(workspace).filter(excluded__in=["", "repeat"], link__creator__isnull=False)
    if campaign is not None:
        rows = rows.filter(link__campaign=campaign)
    fields = ("click_id", "visitor", "at", "link__creator_id")
    newest = list(rows.order_by("-pk").values_list(*fields)[:MOST_CLICKS])
    every = len(newest) < MOST_CLICKS
    found = {click[0]: click for click in newest}
    if not every:
        wanted = sorted(bought)
        for start in range(0, len(wanted), BATCH):
            named = Click.objects.of(workspace).filter(click_id__in=wanted[start : start + BATCH])
            buyers = list(named.values_list("visitor", flat=True))
            found |= {click[0]: click for click in rows.filter(visitor__in=buyers).values_list(*fields)}
    return sorted(found.values(), key=lambda click: click[2], reverse=True), every


def _journeys(orders: Iterable[_Owed], clicks: Sequence[tuple[str, str, datetime, int]]) -> list[Journey]:
    ways: defaultdict[str, list[Touch]] = defaultdict(list)
    visitors = {}
    for click, visitor, at, creator in reversed(clicks):
        ways[visitor].append(Touch(at, creator))
        visitors[click] = visitor
    bought, buyers = [], set()
    for order in orders:
        visitor = visitors.get(order.click, "")
        buyers.add(visitor)
        touches = [touch for touch in ways.get(visitor, []) if touch.at <= order.at + CLOCK_SLACK]
        if not touches or touches[-1].creator != order.creator:
            touches.append(Touch(order.at, order.creator))
        touches = _without_repeats(touches)
        bought.append(
            Journey(
                met=tuple(touch.creator for touch in touches),
                ages=tuple(max((order.at - touch.at).total_seconds(), 0.0) / DAY for touch in touches),
                orders=order.orders,
                net=order.net,
            )
        )
    idle: defaultdict[tuple[int, ...], int] = defaultdict(int)
    for visitor, touches in ways.items():
        if visitor not in buyers:
            idle[tuple(touch.creator for touch in _without_repeats(touches))] += 1
    return bought + [Journey(met, (0.0,) * len(met), times=times) for met, times in idle.items()]


def _without_repeats(touches: Iterable[Touch]) -> list[Touch]:
    """The last of each run of meetings with the same creator."""
    return [list(run)[-1] for _, run in groupby(touches, key=lambda touch: touch.creator)]
