"""Which orders do not look like the work of the creator they are owed to: leaked codes, own purchases, bursts. Pure.

A suspicion is a reason to hold an order apart until a person has looked at it, never a verdict.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from groundswell.links.rules.attribution import CLOCK_SLACK

# Well-known sites that gather codes, and browser add-ons that try them out. From general knowledge, 2026-11; the workspace changes it.
COUPON_SITES = (
    "capitaloneshopping.com", "couponbirds.com", "couponfollow.com", "coupons.com", "dealspotr.com", "dontpayfull.com",
    "gutscheinpony.de", "hotukdeals.com", "igraal.com", "joinhoney.com", "knoji.com", "mydealz.de", "pepper.com", "promocodes.com",
    "retailmenot.com", "savings.com", "simplycodes.com", "slickdeals.net", "vouchercodes.co.uk", "wethrift.com",
)  # fmt: skip
HOUR = timedelta(hours=1)


class WithoutClick(StrEnum):
    """When a code without a click is held: never, when nobody clicked on the creator's links, or when this buyer did not."""

    NEVER = "never"
    NOBODY = "nobody"
    BUYER = "buyer"


@dataclass(frozen=True, slots=True)
class Guard:
    """What a workspace holds. `burst_orders` is how many orders of one code within an hour are too many beside fewer clicks; 0
    never."""

    without_click: WithoutClick = WithoutClick.NOBODY
    before_post: bool = True
    own_order: bool = True
    burst_orders: int = 20
    coupon_sites: tuple[str, ...] = COUPON_SITES


class Suspicion(NamedTuple):
    """`kind`: unproven, leaked, coupon_site, own_order, before_post, no_click or burst; `why` gives the evidence in words."""

    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Use:
    """One order as it was attributed. `code` is empty where no code decided; `clicked`: it carries a click on a link of the same
    creator; `hosts` are those that shop and link saw the buyer come from; `unproven`: only a pixel told of it."""

    placed_at: datetime
    code: str = ""
    clicked: bool = False
    buyer: str = ""
    hosts: Sequence[str] = ()
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the creator and the code. `code_since`: when we took the code in; of orders before it tells nothing that we
    know no post as old. `clicks` and `orders` are counts by the full hour; `first_click`: since when
    the creator's links are followed at all, so that missing clicks tell something."""

    buyers: frozenset[str] = frozenset()
    first_post: datetime | None = None
    first_click: datetime | None = None
    clicks: Mapping[datetime, int] = field(default_factory=dict)
    orders: Mapping[datetime, int] = field(default_factory=dict)
    leaked_at: datetime | None = None
    leaked_where: str = ""
    code_since: datetime | None = None


def suspicions(use: Use, known: Known, guard: Guard, attribution_days: int) -> list[Suspicion]:
    """Everything that speaks against the order, the strongest first."""
    found = [*_unproven(use), *_own(use, known, guard), *_coupon_site(use, guard)]
    # Who came by the creator's link was sent by the creator, wherever the code may stand besides.
    if use.code and not use.clicked:
        found += [
            *_leaked(use, known),
            *_before_post(use, known, guard),
            *_no_click(use, known, guard, attribution_days),
        ]
        found += _burst(use, known, guard)
    return found


def hour_of(moment: datetime) -> datetime:
    """The full hour before."""
    return moment.replace(minute=0, second=0, microsecond=0)


def clicks_around(known: Known, hour: datetime) -> int:
    """Clicks of the hour and of the one before."""
    return known.clicks.get(hour, 0) + known.clicks.get(hour - HOUR, 0)


def is_burst(orders: int, clicks: int, guard: Guard) -> bool:
    """Whether so many orders with one code in an hour are too many beside the clicks."""
    return guard.burst_orders > 0 and orders >= guard.burst_orders and clicks < orders


def names_code(text: str, code: str) -> bool:
    """Whether the text names the code as a word of its own, in any case."""
    return bool(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text, re.IGNORECASE))


def _unproven(use: Use) -> Iterator[Suspicion]:
    if use.unproven:
        yield Suspicion("unproven", "Seen by the pixel only, unproven: everybody can send what a pixel sends")


def _own(use: Use, known: Known, guard: Guard) -> Iterator[Suspicion]:
    if guard.own_order and use.buyer and use.buyer in known.buyers:
        yield Suspicion("own_order", "The buyer’s address is the creator’s own")


def _coupon_site(use: Use, guard: Guard) -> Iterator[Suspicion]:
    for host in use.hosts:
        site = next((site for site in guard.coupon_sites if host == site or host.endswith(f".{site}")), None)
        if site:
            yield Suspicion("coupon_site", f"The buyer came from the coupon site {site}")
            return


def _leaked(use: Use, known: Known) -> Iterator[Suspicion]:
    if known.leaked_at and use.placed_at >= known.leaked_at:
        yield Suspicion(
            "leaked",
            f"{use.code} stands on {known.leaked_where} since {known.leaked_at:%-d %B %Y}, and no click came with it",
        )


def _before_post(use: Use, known: Known, guard: Guard) -> Iterator[Suspicion]:
    if known.code_since and use.placed_at < known.code_since:
        return
    if guard.before_post and known.first_post and use.placed_at < known.first_post - CLOCK_SLACK:
        yield Suspicion(
            "before_post",
            f"{use.code} was used on {use.placed_at:%-d %B %Y, %H:%M} UTC, before the first post known to name it "
            f"({known.first_post:%-d %B %Y, %H:%M} UTC)",
        )


def _no_click(use: Use, known: Known, guard: Guard, attribution_days: int) -> Iterator[Suspicion]:
    if guard.without_click == WithoutClick.BUYER:
        yield Suspicion("no_click", f"{use.code} was used without a click on the creator’s link")
    elif guard.without_click == WithoutClick.NOBODY and known.first_click and known.first_click <= use.placed_at:
        since, until = hour_of(use.placed_at) - timedelta(days=attribution_days), use.placed_at + CLOCK_SLACK
        if not any(count and since <= hour <= until for hour, count in known.clicks.items()):
            yield Suspicion(
                "no_click",
                f"Nobody clicked on the creator’s links in the {attribution_days} days before {use.code} was used",
            )


def _burst(use: Use, known: Known, guard: Guard) -> Iterator[Suspicion]:
    hour = hour_of(use.placed_at)
    orders, clicks = known.orders.get(hour, 0), clicks_around(known, hour)
    if is_burst(orders, clicks, guard):
        yield Suspicion(
            "burst",
            f"{orders} orders with {use.code} in the hour from {hour:%H:%M} UTC, beside {clicks} clicks on the creator’s links",
        )
