"""An order as a shop, file or caller tells it, before it is anybody's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO, cents
from groundswell.links.rules.targets import CLICK_PARAMETER

_CLICK_ID = re.compile(r"[A-Za-z0-9_-]{12}")
_CURRENCY = re.compile(r"[A-Z]{3}")
LARGEST = Decimal("999999999999.99")


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """Money given back for goods, without shipping; `tax` is the tax on those goods.

    `gross`: one sum of goods, tax and shipping instead. `kind`: refund, or chargeback by the buyer's bank. `settled`: final,
    so that an earlier state which arrives later changes nothing; else it can only grow.
    """

    external_id: str
    amount: Decimal
    tax: Decimal = ZERO
    at: datetime | None = None
    gross: bool = False
    kind: str = "refund"
    settled: bool = False


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order in its own currency.

    `subtotal` is line totals less discounts, without tax and shipping. `refunded` is a total of unknown make-up;
    where single `refunds` are known they win; with `refunds_are_all` others known before were taken back. `source_changed_at` is the shop's own time of change: an older one
    than is stored changes nothing. `code`s in any case; `referrer` is a host; `survey` what the buyer answered when asked who sent them; `named_*` are ids of whom the file or caller named.
    """

    source: str
    external_id: str
    placed_at: datetime
    currency: str
    subtotal: Decimal
    total: Decimal
    number: str = ""
    discount: Decimal = ZERO
    shipping: Decimal = ZERO
    tax: Decimal = ZERO
    refunded: Decimal | None = None
    refunds: tuple[RefundFacts, ...] = ()
    refunds_are_all: bool = False
    order_count: int = 1
    channel: str = ""
    codes: tuple[str, ...] = ()
    click_id: str = ""
    referrer: str = ""
    survey: str = ""
    lines: tuple[dict[str, Any], ...] = field(default=())
    customer: str = ""
    named_creator: int | None = None
    named_campaign: int | None = None
    prices_include_tax: bool = False
    is_test: bool = False
    cancelled_at: datetime | None = None
    source_changed_at: datetime | None = None


def checked(facts: OrderFacts) -> OrderFacts:
    """The same facts; BadInput names the first that cannot be right."""
    if not facts.external_id or len(facts.external_id) > 120:
        raise BadInput("An order needs an id of at most 120 characters.", where="external_id")
    if not _CURRENCY.fullmatch(facts.currency):
        raise BadInput(f"“{facts.currency}” is not a currency.", where="currency", cure="Give its three letters: USD.")
    if facts.placed_at.tzinfo is None:
        raise BadInput("The order's time has no time zone.", where="placed_at")
    for name in ("subtotal", "discount", "shipping", "tax", "total", "refunded"):
        amount = getattr(facts, name)
        if amount is not None and not (amount.is_finite() and 0 <= amount <= LARGEST):
            raise BadInput(f"{amount} cannot be the {name} of an order.", where=name)
    if facts.order_count < 0:
        raise BadInput("The number of orders is below zero.", where="order_count")
    return facts


def amount(text: Any, where: str) -> Decimal:
    """Money as shops write it: a string, or a number read without floats. BadInput for anything else."""
    if isinstance(text, bool | float) or not isinstance(text, str | int | Decimal):
        raise BadInput(f"“{text}” is no amount.", where=where)
    try:
        value = Decimal(text.strip() if isinstance(text, str) else text)
    except InvalidOperation as error:
        raise BadInput(f"“{text}” is no amount.", where=where) from error
    if not value.is_finite() or abs(value) > LARGEST:
        raise BadInput(f"“{text}” is no amount.", where=where)
    return cents(value)


def click_id_in(places: Iterable[object]) -> str:
    """The first click id among landing pages and plain values; empty when there is none."""
    for place in places:
        if not isinstance(place, str):
            continue
        if _CLICK_ID.fullmatch(place):
            return place
        try:
            pairs = parse_qsl(urlsplit(place).query)
        except ValueError:
            continue
        for name, value in pairs:
            if name == CLICK_PARAMETER and _CLICK_ID.fullmatch(value):
                return value
    return ""


def host_of(address: object) -> str:
    """The host of a web address in lower case, without www; empty for anything else."""
    try:
        host = urlsplit(address.strip()).hostname if isinstance(address, str) else None
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")[:255]


def tax_inside(*, subtotal: Decimal, shipping: Decimal, tax: Decimal, total: Decimal) -> bool:
    """Whether prices include the tax: then the total is goods and shipping alone, and tax is not on top."""
    return tax > 0 and total == subtotal + shipping


def goods_in_refund(amount: Decimal, *, subtotal: Decimal, tax: Decimal) -> Decimal:
    """What of a refund of unknown make-up was for goods, without tax; `subtotal` is the goods without tax.

    Files give one sum. Shops give goods back together with their tax, and shipping last: so the sum is split between goods
    and tax as the order's are, and only what goes beyond both is shipping. Never more than all the goods.
    """
    return min(cents(amount * subtotal / (subtotal + tax)), subtotal) if subtotal else ZERO


def goods_refunded(
    refunds: Iterable[tuple[Decimal, Decimal]],
    *,
    subtotal: Decimal,
    prices_include_tax: bool,
    gross: Decimal = ZERO,
    order_tax: Decimal = ZERO,
) -> Decimal:
    """What (amount, tax) refunds of goods and a `gross` sum take from the subtotal: never more than all of it."""
    given_back = sum((amount - (tax if prices_include_tax else ZERO) for amount, tax in refunds), ZERO)
    given_back = max(given_back, ZERO) + goods_in_refund(gross, subtotal=subtotal, tax=order_tax)
    return min(given_back, subtotal)
