"""A fee from past deals, as a rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.reports.fees.rules import CannotTell, Deal, Fee, suggest
from groundswell.reports.fees.words import fee_dict, fee_text

COSTS = (1, 2, 3, 4, 5, 6, 7)
DEALS = [Deal(Decimal(cost * 100), 100.0) for cost in COSTS]
OWN = [90.0, 100.0, 110.0]


def told(
    deals: list[Deal] = DEALS, own: list[float] = OWN, share: float | None = None, posts: int = 1
) -> Fee:  # read only
    fee = suggest(deals, own, share, posts=posts, currency="USD")
    assert isinstance(fee, Fee)
    return fee


def test_a_hand_calculation() -> None:
    """Median cost 4.00 (1.00 to 7.00, n = 7); mean 100 engagements, s = 10, t(2) = 4.303: half width 24.84."""
    fee = told()
    assert (fee.value, fee.low, fee.high) == (Decimal("400.00"), Decimal("75.16"), Decimal("873.90"))
    assert told(posts=2).value == Decimal("800.00")


def test_the_target_counts_where_both_sides_know_their_audience() -> None:
    """Half of every past audience was there, so that each target person cost 8.00; a quarter of this one's is."""
    known = [Deal(deal.fee, deal.engaged, 0.5) for deal in DEALS]
    fee = told(known, share=0.25)
    assert (fee.value, fee.share) == (Decimal("200.00"), 0.25)
    assert told(known).share is None
    assert told(known[:5] + DEALS[5:], share=0.25).share is None
    assert "25% of whom" in fee_text(fee)


@pytest.mark.parametrize(
    ("deals", "own", "reason"),
    [
        (DEALS[:5], OWN, "5 past deals in USD"), ([], OWN, "0 past deals"), (DEALS, OWN[:2], "of 2 of their posts"),
        ([Deal(Decimal(0), 100.0)] * 9, OWN, "0 past deals"), ([Deal(Decimal(9), 0.0)] * 9, OWN, "0 past deals"),
    ],
)  # fmt: skip
def test_too_little_to_tell(deals: list[Deal], own: list[float], reason: str) -> None:
    answer = suggest(deals, own, None, posts=1, currency="USD")
    assert isinstance(answer, CannotTell)
    assert reason in answer.reason
    assert fee_dict(answer) == {"fee": None, "reason": answer.reason}


@given(
    st.lists(st.tuples(st.integers(1, 10_000), st.integers(1, 100_000), st.none() | st.floats(0.01, 1)), min_size=6, max_size=40),
    st.lists(st.floats(0, 1e6), min_size=3, max_size=40),
    st.none() | st.floats(0, 1),
    st.integers(1, 10),
)  # fmt: skip
def test_the_range_always_holds_the_value(
    deals: list[tuple[int, int, float | None]], own: list[float], share: float | None, posts: int
) -> None:
    fee = told([Deal(Decimal(fee), float(n), s) for fee, n, s in deals], own, share, posts)
    assert Decimal(0) <= fee.low <= fee.value <= fee.high
