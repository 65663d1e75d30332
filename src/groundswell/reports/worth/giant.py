"""The army of creators against one giant for the same money. Pure.

The giant: posts = money / price of a post (or followers / 1,000 x what a thousand cost); engaged = posts x followers x engagement; orders = engaged x orders per
engagement; net revenue = orders x the army's own net revenue per order. Each from the low to the high end of what is
assumed. Part of a post counts as that part, and is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from groundswell.creators.audience.intervals import wilson
from groundswell.kit.money import cents
from groundswell.reports.worth.assumed import Assumption

Ends = tuple[Decimal, Decimal]


@dataclass(frozen=True, kw_only=True)
class Army:
    """What was spent on these creators and what they brought."""

    creators: int
    spend: Decimal
    engagements: int
    orders: int
    net_revenue: Decimal


@dataclass(frozen=True, kw_only=True)
class Duel:
    """`verdict`: army, giant or cannot tell. The giant's ends are None where something is missing, which `why` names."""

    army: Army
    posts: Ends | None = None
    engaged: Ends | None = None
    conversion: Ends | None = None
    own_conversion: bool = False
    orders: Ends | None = None
    net_revenue: Ends | None = None
    verdict: str = "cannot tell"
    why: str = ""

    @property
    def sentence(self) -> str:
        """Who wins, the losing army said as plainly as the winning one."""
        if self.net_revenue is None:
            return f"Cannot tell: {self.why}."
        low, high = self.net_revenue
        told = f"{self.army.net_revenue:,.2f} against {low:,.2f} to {high:,.2f} of net revenue for the same money"
        if self.verdict == "army":
            return f"The army wins: {told}."
        if self.verdict == "giant":
            return f"The army loses: {told}. On these assumptions one giant would have been the better buy."
        return f"Cannot tell: {told}; the army lies inside the giant's range."

    @property
    def no_post(self) -> bool:
        """Even at the low price the money does not buy one post."""
        return self.posts is not None and self.posts[1] < 1


def duel(army: Army, assumed: Mapping[str, Assumption]) -> Duel:
    conversion, own = _conversion(army, assumed["giant_conversion"])
    followers, rate = _ends(assumed["giant_followers"]), _ends(assumed["giant_engagement"])
    price = _price(assumed, followers)
    missing = [
        *(["nothing was spent"] if not army.spend else []),
        *(["no price of a giant's post"] if price is None or not price[0] else []),
        *(["no number of followers"] if followers is None else []),
        *(["no engagement rate of the giant"] if rate is None else []),
        *(["no orders per engagement, neither assumed nor the army's own"] if conversion is None else []),
        *(["the army has no order to take a value from"] if not army.orders else []),
    ]
    if missing or price is None or followers is None or rate is None or conversion is None:
        return Duel(army=army, why=", ".join(missing))
    posts = (army.spend / price[1], army.spend / price[0])
    engaged = _times(_times(posts, followers), rate)
    orders = _times(engaged, conversion)
    each = army.net_revenue / army.orders
    net = cents(orders[0] * each), cents(orders[1] * each)
    verdict = "army" if army.net_revenue > net[1] else "giant" if army.net_revenue < net[0] else "cannot tell"
    return Duel(
        army=army, posts=posts, engaged=engaged, conversion=conversion, own_conversion=own, orders=orders, net_revenue=net,
        verdict=verdict,
    )  # fmt: skip


def _conversion(army: Army, assumed: Assumption) -> tuple[Ends | None, bool]:
    """What is assumed; else the army's own orders per engagement with Wilson's 95 % interval."""
    ends = _ends(assumed)
    if ends is not None or not army.orders or army.engagements < army.orders:
        return ends, False
    low, high = wilson(army.orders, army.engagements)
    return (Decimal(str(low)), Decimal(str(high))), True


def _price(assumed: Mapping[str, Assumption], followers: Ends | None) -> Ends | None:
    """Of a post: by what a thousand followers cost where that is known, else as it stands."""
    thousand = _ends(assumed["giant_cpm"])
    if thousand is not None and followers is not None:
        return _times(thousand, (followers[0] / 1000, followers[1] / 1000))
    return _ends(assumed["giant_price"])


def _ends(one: Assumption) -> Ends | None:
    return None if one.low is None or one.high is None else (one.low, one.high)


def _times(one: Ends, other: Ends) -> Ends:
    return one[0] * other[0], one[1] * other[1]
