"""A fee from the cost per engaged person of past deals and the engagements to be expected. Pure.

fee = median cost per engaged person x mean engagements of the creator's posts x number of posts, all in one currency. Where
the audiences are known, only the engaged people of the target countries count, on both sides. The range takes both 95 %
intervals at their ends, so that at least 90 of 100 such ranges hold the fee at which the deal costs what half of the past
ones did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from groundswell.kit.estimates import Estimate, mean_estimate, median_estimate
from groundswell.kit.money import cents

LEAST_DEALS = 6  # below it no pair of order statistics covers 95 %
LEAST_POSTS = 3


@dataclass(frozen=True, slots=True)
class Deal:
    """What one creator was paid in one campaign and how many engagements (likes, comments, shares, saves) their posts got;
    `share` of their audience is in the campaign's countries, None where that is not known."""

    fee: Decimal
    engaged: float
    share: float | None = None

    @property
    def cost(self) -> float:
        """Per engaged person."""
        return float(self.fee) / self.engaged

    @property
    def target_cost(self) -> float | None:
        """Per engaged person of the target countries."""
        return self.cost / self.share if self.share else None


@dataclass(frozen=True, slots=True)
class Fee:
    """A suggestion for `posts` posts with its range. `cost` is per engaged person (of the target when `share` is known),
    `engagements` those of one of the creator's posts."""

    value: Decimal
    low: Decimal
    high: Decimal
    currency: str
    posts: int
    cost: Estimate
    engagements: Estimate
    share: float | None


@dataclass(frozen=True, slots=True)
class CannotTell:
    """Why nothing can be suggested."""

    reason: str


def suggest(
    deals: Sequence[Deal], own: Sequence[float], share: float | None, *, posts: int, currency: str
) -> Fee | CannotTell:
    """A fee, or why there is none. `own` are the engagements of the creator's posts, one number each."""
    paid = [deal for deal in deals if deal.fee > 0 and deal.engaged > 0]
    targeted = [cost for deal in paid if (cost := deal.target_cost) is not None]
    by_target = bool(share) and len(targeted) >= LEAST_DEALS
    costs = targeted if by_target else [deal.cost for deal in paid]
    if len(costs) < LEAST_DEALS:
        return CannotTell(
            f"{len(costs)} past deals in {currency} have both a fee and figures of their posts; at least {LEAST_DEALS} are needed."
        )
    if len(own) < LEAST_POSTS:
        return CannotTell(f"The engagements of {len(own)} of their posts are known; at least {LEAST_POSTS} are needed.")
    unit, reach = median_estimate(costs), mean_estimate(own)
    assert unit and reach  # noqa: S101, PT018  # by the numbers above, as are their intervals
    times = posts * (share if by_target and share else 1.0)
    return Fee(
        value=_money(unit.value * reach.value * times), low=_money((unit.low or 0) * (reach.low or 0) * times),
        high=_money((unit.high or unit.value) * (reach.high or reach.value) * times), currency=currency, posts=posts,
        cost=unit, engagements=reach, share=share if by_target else None,
    )  # fmt: skip


def _money(value: float) -> Decimal:
    return cents(Decimal(repr(value)))
