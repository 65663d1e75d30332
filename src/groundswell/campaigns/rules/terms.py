"""What an offer says, as plain data, and what makes it one that can be sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO
from groundswell.platforms.names import PLATFORMS

ACTIVITIES = ("review", "mention", "hashtag_post", "tip", "takeover", "promotion", "wear", "ambassador")
MOST_PER_LINE = 50
SHARE = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True)
class PlannedPost:
    """`quantity` posts of one kind on one platform, between two dates. `fee_share` is what of the fee they earn together, 0 to
    1; None: an equal part of what the others leave."""

    activity: str
    platform: str
    quantity: int = 1
    window_start: date | None = None
    due_on: date | None = None
    requirements: str = ""
    fee_share: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        share = {} if self.fee_share is None else {"fee_share": str(self.fee_share)}
        return {
            "activity": self.activity,
            "platform": self.platform,
            "quantity": self.quantity,
            "window_start": self.window_start and self.window_start.isoformat(),
            "due_on": self.due_on and self.due_on.isoformat(),
            "requirements": self.requirements,
            **share,
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "PlannedPost":
        share = row.get("fee_share")
        dates = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("window_start", "due_on")}
        return cls(**{**row, **dates, "fee_share": None if share is None else Decimal(share)})


@dataclass(frozen=True, kw_only=True)
class Item:
    """`quantity` of one product. `price` is what buyers pay for one, `cost` what one costs the brand; None: not known."""

    sku: str
    name: str
    quantity: int = 1
    price: Decimal | None = None
    cost: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        amounts = {n: None if (v := getattr(self, n)) is None else str(v) for n in ("price", "cost")}
        return {"sku": self.sku, "name": self.name, "quantity": self.quantity, **amounts}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Item":
        amounts = {name: None if row.get(name) is None else Decimal(row[name]) for name in ("price", "cost")}
        return cls(**{**row, **amounts})


@dataclass(frozen=True, kw_only=True)
class OfferTerms:
    """One offer. Amounts in `currency`; `commission_rate` is a share of net revenue, 0 to 1.

    `product_cost` and the items' costs are what they cost the brand: kept for the accounts, never shown. `pay_by` and
    `ship_by` are the days by which the brand does its part.
    """

    disclosure_clause: str
    expires_at: datetime
    currency: str
    fee: Decimal = ZERO
    product: str = ""
    product_value: Decimal | None = None
    product_cost: Decimal | None = None
    items: tuple[Item, ...] = field(default=())
    event: str = ""
    event_on: date | None = None
    other: str = ""
    other_value: Decimal | None = None
    pay_by: date | None = None
    ship_by: date | None = None
    commission_rate: Decimal | None = None
    discount: str = ""
    deliverables: tuple[PlannedPost, ...] = field(default=())
    usage_rights: str = ""
    greeting: str = ""

    @property
    def goods_cost(self) -> Decimal | None:
        """What all products cost the brand; None when that of any of them is not known, or when there are none."""
        parts = [self.product_cost] if self.product else []
        parts += [None if item.cost is None else item.cost * item.quantity for item in self.items]
        known = [part for part in parts if part is not None]
        return sum(known, ZERO) if known and len(known) == len(parts) else None

    @property
    def goods(self) -> list[str]:
        """Every product in words: `2 × Trail shoe`."""
        named = [f"{i.quantity} × {i.name}" if i.quantity > 1 else i.name for i in self.items]
        return [*named, *([self.product] if self.product else [])]


def check_terms(terms: OfferTerms, *, now: datetime) -> None:
    """Raises BadInput for the first thing that makes the offer impossible or empty."""
    if terms.expires_at <= now:
        raise BadInput("The offer would expire in the past.", where="expires_at", cure="Choose a later date.")
    if not terms.disclosure_clause.strip():
        raise BadInput(
            "The offer does not say how to disclose it.", where="disclosure_clause", cure="Fill in the clause."
        )
    if not (terms.fee or terms.goods or terms.commission_rate or terms.event or terms.other):
        raise BadInput(
            "The offer gives nothing.",
            where="fee",
            cure="Give a fee, a product, a commission, an event or something else.",
        )
    amounts = {
        "fee": terms.fee, "product_value": terms.product_value, "product_cost": terms.product_cost,
        "other_value": terms.other_value,
    }  # fmt: skip
    for number, item in enumerate(terms.items, start=1):
        if not item.name.strip() or not 1 <= item.quantity <= MOST_PER_LINE:
            raise BadInput(f"A product needs a name, and a quantity of 1 to {MOST_PER_LINE}.", where=f"items[{number}]")
        amounts |= {f"items[{number}].price": item.price, f"items[{number}].cost": item.cost}
    for name, amount in amounts.items():
        if amount is not None and amount < 0:
            raise BadInput("An amount cannot be negative.", where=name)
    if terms.commission_rate is not None and not 0 <= terms.commission_rate <= 1:
        raise BadInput("A commission is a share between 0 and 1.", where="commission_rate", cure="Write 10 % as 0.1.")
    for number, planned in enumerate(terms.deliverables, start=1):
        _check_planned(planned, where=f"deliverables[{number}]")
    if sum((planned.fee_share or ZERO for planned in terms.deliverables), ZERO) > 1:
        raise BadInput(
            "The posts' shares are more than the whole fee.",
            where="deliverables",
            cure="Let them add up to 100 % at most.",
        )


def fee_shares(planned: Sequence[PlannedPost]) -> list[Decimal]:
    """What of the fee each single post earns, in the lines' sequence and quantity, to four places; together at most 1. Posts
    without a stated share divide what the others leave."""
    stated = sum((post.fee_share or ZERO for post in planned), ZERO)
    free = sum(post.quantity for post in planned if post.fee_share is None)
    left = max(1 - stated, ZERO) / free if free else ZERO
    each = [left if post.fee_share is None else post.fee_share / post.quantity for post in planned]
    return [
        share.quantize(SHARE, ROUND_DOWN)
        for share, post in zip(each, planned, strict=True)
        for _ in range(post.quantity)
    ]


def _check_planned(planned: PlannedPost, *, where: str) -> None:
    if planned.activity not in ACTIVITIES:
        raise BadInput(f"“{planned.activity}” is no activity.", where=where, cure=f"One of: {', '.join(ACTIVITIES)}.")
    if planned.platform not in PLATFORMS:
        raise BadInput(f"“{planned.platform}” is no platform.", where=where, cure=f"One of: {', '.join(PLATFORMS)}.")
    if planned.fee_share is not None and not 0 <= planned.fee_share <= 1:
        raise BadInput("A share of the fee is between 0 and 1.", where=where, cure="Write 40 % as 0.4.")
    if not 1 <= planned.quantity <= MOST_PER_LINE:
        raise BadInput(f"The quantity must be 1 to {MOST_PER_LINE}.", where=where)
    if planned.window_start and planned.due_on and planned.window_start > planned.due_on:
        raise BadInput("The window opens after the due date.", where=where)
