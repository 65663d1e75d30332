"""Earned media value and the duel, by hand.

EMV, the published worked example: 5,000 likes x 0.30 = 1,500; 500 comments x 0.50 = 250; 50,000 views / 1,000 x 0.05 = 2.50;
in all 1,752.50.

Duel: 1,000.00 spent, 2,000 engagements, 20 orders of 80.00. A giant of 1,000,000 followers:
price 500 to 1,000: 1 to 2 posts; engaged 1 % to 2 %: 10,000 to 40,000; orders per engagement 0.1 % to 0.2 %: 10 to 80 orders,
800.00 to 6,400.00: 1,600.00 lies inside, cannot tell.
price 10,000: 0.1 posts, 1,000 to 2,000 engaged, 1 to 4 orders, 80.00 to 320.00: the army wins.
orders per engagement 1 % to 2 %: 100 to 800 orders, 8,000.00 to 64,000.00: the army loses.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from groundswell.kit.errors import BadInput
from groundswell.reports.worth.assumed import BY_KEY, Assumption, assumptions, checked
from groundswell.reports.worth.emv import emv
from groundswell.reports.worth.giant import Army, Duel, duel

ARMY = Army(creators=5, spend=Decimal(1000), engagements=2000, orders=20, net_revenue=Decimal(1600))
POSTS: tuple[dict[str, float], ...] = ({"likes": 5000.0, "comments": 500.0, "views": 50_000.0}, {}, {"shares": 10.0})


def told(**own: str) -> dict[str, Assumption]:
    mine = []
    for key, ends in own.items():
        low, _, high = ends.partition("-")
        mine.append(replace(BY_KEY[key], low=Decimal(low), high=Decimal(high or low), own=True))
    return dict(assumptions(mine, "USD"))


def fought(price: str, conversion: str) -> Duel:
    return duel(
        ARMY,
        told(
            giant_price=price, giant_followers="1000000", giant_engagement="0.01-0.02", giant_conversion=conversion
        ),
    )  # fmt: skip


def test_emv_of_the_worked_example() -> None:
    found = emv([POSTS[0]], told())

    assert [(one.key, one.low) for one in found.kinds if one.posts] == [
        ("likes", Decimal("1500.00")), ("comments", Decimal("250.00")), ("views", Decimal("2.50")),
    ]  # fmt: skip
    assert (found.low, found.high) == (Decimal("1752.50"), Decimal("1752.50"))


def test_emv_says_what_it_leaves_out() -> None:
    found = emv(POSTS, told())

    assert found.low == Decimal("1752.50")
    assert found.left_out == [
        "1 of 3 posts have no figure at all.", "Likes of 2 of 3 posts: not known.", "Comments of 2 of 3 posts: not known.",
        "10 shares: no rate.", "Saves of 3 of 3 posts: not known.", "Views of 2 of 3 posts: not known.",
    ]  # fmt: skip


def test_emv_has_a_range_where_the_rates_have_one_and_none_without_figures() -> None:
    """5,000 x 0.10 to 0.40, the rest as above."""
    found = emv([POSTS[0]], told(likes="0.10-0.40"))

    assert (found.low, found.high) == (Decimal("752.50"), Decimal("2252.50"))
    assert emv([{}], told()).low is None


def test_published_rates_in_dollars_are_not_taken_for_euros() -> None:
    assert assumptions([], "EUR")["likes"].low is None
    assert assumptions([], "EUR")["giant_followers"].low == Decimal(306_000_000)
    assert emv([POSTS[0]], assumptions([], "EUR")).low is None


def test_the_army_inside_the_giants_range() -> None:
    found = fought("500-1000", "0.001-0.002")

    assert found.posts == (Decimal(1), Decimal(2))
    assert found.engaged == (Decimal(10_000), Decimal(40_000))
    assert found.orders == (Decimal(10), Decimal(80))
    assert found.net_revenue == (Decimal("800.00"), Decimal("6400.00"))
    assert (found.verdict, found.no_post) == ("cannot tell", False)


def test_the_army_wins() -> None:
    found = fought("10000", "0.001-0.002")

    assert (found.net_revenue, found.verdict, found.no_post) == (
        (Decimal("80.00"), Decimal("320.00")), "army", True,
    )  # fmt: skip


def test_the_army_loses_and_it_is_said_plainly() -> None:
    found = fought("500-1000", "0.01-0.02")

    assert (found.net_revenue, found.verdict) == ((Decimal("8000.00"), Decimal("64000.00")), "giant")
    assert found.sentence == (
        "The army loses: 1,600.00 against 8,000.00 to 64,000.00 of net revenue for the same money. On these assumptions one "
        "giant would have been the better buy."
    )


def test_a_price_by_followers() -> None:
    """0.50 to 1.00 for a thousand of 1,000,000 followers is 500 to 1,000 a post."""
    assumed = told(giant_cpm="0.5-1", giant_followers="1000000", giant_engagement="0.01", giant_conversion="0.001")

    assert duel(ARMY, assumed).posts == (Decimal(1), Decimal(2))


def test_without_an_assumption_the_armys_own_conversion_stands_in() -> None:
    """20 of 2,000, Wilson: middle (0.01 + 0.00096) / 1.00192 = 0.010939, half 0.004457."""
    found = duel(ARMY, told(giant_price="500", giant_followers="1000000", giant_engagement="0.01"))

    assert found.own_conversion
    assert found.conversion is not None
    assert [float(end) for end in found.conversion] == pytest.approx([0.006483, 0.015396], abs=2e-6)


def test_what_is_missing_is_named() -> None:
    army = Army(creators=0, spend=Decimal(0), engagements=0, orders=0, net_revenue=Decimal(0))

    assert duel(army, assumptions([], "EUR")).sentence == (
        "Cannot tell: nothing was spent, no price of a giant's post, no orders per engagement, neither assumed nor the army's "
        "own, the army has no order to take a value from."
    )


@pytest.mark.parametrize(
    ("key", "low", "high", "where"),
    [("claps", "1", "1", "key"), ("likes", "-1", "1", "low"), ("likes", "2", "1", "high"), ("likes", "NaN", "1", "low"),
     ("giant_engagement", "0.5", "1.1", "high"), ("likes", "1", "1e9", "high")],
)  # fmt: skip
def test_what_cannot_be_assumed(key: str, low: str, high: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked(key, Decimal(low), Decimal(high))
    assert refused.value.where == where
