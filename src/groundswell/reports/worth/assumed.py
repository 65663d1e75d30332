"""What is assumed, with who says so and when it was read; a workspace's own figures stand above the published. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from groundswell.kit.errors import BadInput

MOST = Decimal(10**9)
READ = date(2026, 11, 27)
EXAMPLE = (
    "Later Influence, help: Earned Media Value (help-influence.later.com/hc/en-us/articles/21083269843607), its worked "
    "example, which it calls placeholders"
)
IZEA = "IZEA, How much do Instagram influencers charge (izea.com/resources/how-much-do-instagram-influencers-charge)"
LIKED = "Influencerbay (influencerbay.com/blog/influencer-set-price-rate-instagram): 1.3 million likes a post at 112 million followers"


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """From `low` to `high` in `unit`; None where nobody has said. Money is in `currency`."""

    key: str
    label: str
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    source: str = ""
    read_on: date | None = None
    own: bool = False

    @property
    def said(self) -> str:
        """Who says so, and when it was said or read."""
        return (
            f"{'Own: ' if self.own else ''}{self.source}, {self.read_on:%-d %b %Y}"
            if self.read_on
            else "nobody has said"
        )

    @property
    def low_text(self) -> str:
        return "" if self.low is None else f"{self.low.normalize():,f}"

    @property
    def high_text(self) -> str:
        return "" if self.high is None else f"{self.high.normalize():,f}"


def _published(key: str, label: str, unit: str, ends: str, source: str) -> Assumption:
    low, _, high = ends.partition("-")
    return Assumption(
        key=key, label=label, unit=unit, low=Decimal(low), high=Decimal(high or low), source=source, read_on=READ,
        currency="USD" if unit.startswith("money") else "",
    )  # fmt: skip


EMV = ("likes", "comments", "shares", "saves", "views")
PUBLISHED = (
    _published("likes", "A like", "money each", "0.30", EXAMPLE),
    _published("comments", "A comment", "money each", "0.50", EXAMPLE),
    Assumption(key="shares", label="A share", unit="money each"),
    Assumption(key="saves", label="A save", unit="money each"),
    _published("views", "A thousand views", "money per 1,000", "0.05", EXAMPLE),
    _published("giant_price", "A giant’s post", "money a post", "300000-500000", IZEA),
    Assumption(
        key="giant_cpm", label="A thousand of a giant’s followers, instead of a price a post", unit="money per 1,000"
    ),
    _published("giant_followers", "A giant’s followers", "people", "306000000", IZEA),
    _published("giant_engagement", "Engaged per follower and post", "share of 1", "0.0116", LIKED),
    Assumption(key="giant_conversion", label="Orders per engagement", unit="share of 1"),
)
BY_KEY = {one.key: one for one in PUBLISHED}


def decimal_of(text: str, where: str) -> Decimal | None:
    """None for nothing; `BadInput` for what is no number."""
    try:
        return Decimal(text) if text.strip() else None
    except InvalidOperation as error:
        raise BadInput(f"“{text}” is no number.", where=where, cure="Write it as 0.02.") from error


def checked(key: str, low: Decimal, high: Decimal) -> Assumption:
    """`BadInput` for an unknown key, a negative amount, ends the wrong way round, or a share above 1."""
    known = BY_KEY.get(key)
    if known is None:
        raise BadInput(f"Nothing is assumed of “{key}”.", where="key", cure=f"Use one of {', '.join(BY_KEY)}.")
    if not low.is_finite() or not high.is_finite() or low < 0:
        raise BadInput("Nothing assumed is negative.", where="low", cure="Give 0 or more.")
    if high < low:
        raise BadInput("The high end is below the low one.", where="high", cure="Turn them round.")
    if known.unit == "share of 1" and high > 1:
        raise BadInput("A share is at most 1.", where="high", cure="Write 2 % as 0.02.")
    if high >= MOST:
        raise BadInput("That is too large.", where="high", cure="Give less than a thousand million.")
    return known


def assumptions(own: Iterable[Assumption], currency: str) -> Mapping[str, Assumption]:
    """By key in the order of PUBLISHED; an amount in another currency than the report's is not taken."""
    mine = {one.key: one for one in own}
    taken = {}
    for one in PUBLISHED:
        own_one = mine.get(one.key)
        if own_one is not None and own_one.currency in ("", currency):
            taken[one.key] = own_one
        elif one.currency in ("", currency):
            taken[one.key] = one
        else:
            taken[one.key] = replace(one, low=None, high=None, currency="", source="", read_on=None)
    return taken
