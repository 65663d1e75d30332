"""What a shop's event can say."""

from dataclasses import dataclass
from datetime import datetime

from groundswell.links.rules.orders import OrderFacts, RefundFacts


@dataclass(frozen=True, slots=True)
class OrderTold:
    """An order as it stands. `only_if_known`: not a sale yet, which matters only to an order that was one."""

    facts: OrderFacts
    only_if_known: bool = False


@dataclass(frozen=True, slots=True)
class RefundTold:
    """Money that went back, or was taken back by the buyer's bank; the order may come later."""

    source: str
    order_external_id: str
    refund: RefundFacts


@dataclass(frozen=True, slots=True)
class OrderGone:
    """The order was deleted or its payment failed: it counts for nobody from `at` on (None: from when we heard of it)."""

    source: str
    external_id: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CodeTold:
    """The shop calls a code by an id of its own."""

    remote_id: str
    code: str


Told = OrderTold | RefundTold | OrderGone | CodeTold


def order_of(told: Told) -> str:
    """The shop's id of the order that is spoken of; empty for a code, which concerns every order that names it."""
    match told:
        case OrderTold():
            return told.facts.external_id
        case RefundTold():
            return told.order_external_id
        case OrderGone():
            return told.external_id
        case CodeTold():
            return ""
