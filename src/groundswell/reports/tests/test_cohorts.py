"""Customers by month and payback, by hand. Margin 50 %, as of 15 May 2026.

buyer  orders (net; * owed to a creator)                    first counted  after 30 days  after 60 days
A      5 Jan 100*, 20 Jan 40                                5 Jan          140, came back 140
B      10 Jan 60*, 1 Mar 20* (50 days on)                   10 Jan         60             80, came back
C      31 Jan 80*                                           31 Jan         80             80
D      1 Dec 30, 12 Jan 40*                                 12 Jan         40             40; had bought before
E      3 Apr 70*                                            3 Apr          not yet: 1 May + 30 days is 31 May
F      4 Apr 25                                             owed to no creator: in no cohort

30 days: 1 of 4, Wilson 4.6 % to 69.9 %. Mean 320 / 4 = 80; deviations 60, -20, 0, -40, squares 5600, / 3 = 1866.67, root 43.205,
/ 2 = 21.602, x t(3) 3.182 = 68.74: 11.26 to 148.74; contribution half of each.
60 days: 2 of 4; mean 340 / 4 = 85. 90 days: 1 Feb + 90 days is 2 May: told. 180: not yet.

Contribution so far: 5 Jan 50, 10 Jan 80, 12 Jan 100, 31 Jan 140, 1 Mar 150, with A's later order from 20 Jan on 20 more.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from groundswell.kit.estimates import Estimate
from groundswell.reports.cohorts.payback import payback
from groundswell.reports.cohorts.rules import Purchase, cohorts_of
from groundswell.reports.cohorts.words import payback_sentence

AS_OF = datetime(2026, 5, 15, tzinfo=UTC)
HALF = Decimal("0.5")
ORDERS = (
    ("A", date(2026, 1, 5), 100, True), ("A", date(2026, 1, 20), 40, False), ("B", date(2026, 1, 10), 60, True),
    ("B", date(2026, 3, 1), 20, True), ("C", date(2026, 1, 31), 80, True), ("D", date(2025, 12, 1), 30, False),
    ("D", date(2026, 1, 12), 40, True), ("E", date(2026, 4, 3), 70, True), ("F", date(2026, 4, 4), 25, False),
)  # fmt: skip
NET = {date(2026, 1, 5): 100, date(2026, 1, 10): 60, date(2026, 1, 12): 40, date(2026, 1, 31): 80, date(2026, 3, 1): 20}


def purchase(number: int, customer: str, day: date, net: Decimal | None, owed: bool) -> Purchase:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Purchase(pk=number, customer=customer, at=at, net=net, owed=owed, counts_first=owed)


def ends(estimate: Estimate) -> list[float | None]:
    return [estimate.low, estimate.high]


PURCHASES = [purchase(n, who, day, Decimal(net), owed) for n, (who, day, net, owed) in enumerate(ORDERS)]


def test_cohorts_by_hand() -> None:
    january, april = cohorts_of(PURCHASES, margin=HALF, as_of=AS_OF)

    assert (january.key, january.size, january.before) == ("2026-01", 4, 1)
    thirty, sixty, ninety, half_year, year = january.worths
    assert thirty is not None
    assert sixty is not None
    assert ninety is not None
    assert (half_year, year) == (None, None)
    assert (thirty.came_back, thirty.repeat.value, thirty.net) == (1, 0.25, Decimal("320.00"))
    assert ends(thirty.repeat) == pytest.approx([0.0456, 0.6994], abs=1e-4)
    assert thirty.revenue.value == 80
    assert ends(thirty.revenue) == pytest.approx([11.26, 148.74], abs=0.005)
    assert thirty.contribution is not None
    assert thirty.contribution.value == 40
    assert thirty.contribution.low == pytest.approx(5.63, abs=0.005)
    assert (sixty.came_back, sixty.net, sixty.revenue.value) == (2, Decimal("340.00"), 85)
    assert (ninety.came_back, ninety.net) == (2, Decimal("340.00"))
    assert (april.size, list(april.worths)) == (1, [None] * 5)


def test_the_last_moment_of_a_horizon_counts_and_the_next_does_not() -> None:
    first = purchase(1, "A", date(2025, 1, 1), Decimal(10), True)
    for late, came_back in ((timedelta(0), 1), (timedelta(seconds=1), 0)):
        again = Purchase(
            pk=2, customer="A", at=first.at + timedelta(days=30) + late, net=Decimal(5), owed=False, counts_first=False
        )
        worth = cohorts_of([again, first], margin=None, as_of=AS_OF)[0].worths[0]
        assert worth is not None
        assert (worth.came_back, worth.contribution) == (came_back, None)
        assert (worth.revenue.low, worth.revenue.high) == (None, None)  # one customer cannot tell


def test_an_order_without_a_rate_counts_and_brings_no_money() -> None:
    orders = [
        purchase(1, "A", date(2025, 1, 1), Decimal(10), True), purchase(2, "A", date(2025, 1, 2), None, False),
    ]  # fmt: skip
    worth = cohorts_of(orders, margin=None, as_of=AS_OF)[0].worths[0]

    assert worth is not None
    assert (worth.came_back, worth.net) == (1, Decimal("10.00"))


def test_a_customer_who_came_before_the_period_is_in_no_cohort_of_it() -> None:
    early = Purchase(
        pk=1, customer="A", at=datetime(2026, 1, 1, tzinfo=UTC), net=Decimal(1), owed=True, counts_first=False
    )
    later = purchase(2, "A", date(2026, 2, 1), Decimal(1), True)

    assert cohorts_of([early, later], margin=None, as_of=AS_OF) == []


def test_payback_by_hand() -> None:
    net = {day: Decimal(amount) for day, amount in NET.items()}

    owed = payback(net, spend=Decimal(120), margin=HALF, costs_from=date(2026, 1, 1))
    followed = payback({**net, date(2026, 1, 20): Decimal(40)}, spend=Decimal(120), margin=HALF)
    never = payback(net, spend=Decimal(200), margin=HALF)

    assert (owed.day, owed.days, owed.missing) == (date(2026, 1, 31), 30, None)
    assert (followed.day, followed.days) == (date(2026, 1, 20), 15)
    assert (never.day, never.missing) == (None, Decimal("50.00"))
    assert payback_sentence(owed) == "paid back on 31 January 2026, 30 days after the first"
    assert payback_sentence(never) == "not yet: 50.00 of contribution still missing of 200.00 spent"


def test_payback_that_refunds_undo_is_counted_from_the_last_return() -> None:
    """50 of 40, then 10 given back: 35; then 60."""
    net = {
        date(2026, 1, 1): Decimal(100), date(2026, 1, 2): Decimal(-30), date(2026, 1, 3): Decimal(50),
    }  # fmt: skip

    assert payback(net, spend=Decimal(40), margin=HALF).day == date(2026, 1, 3)


@pytest.mark.parametrize(
    ("spend", "margin", "why"),
    [("0", "0.5", "nothing was spent"), ("10", None, "the gross margin is not known")],
)
def test_payback_that_cannot_be_told(spend: str, margin: str | None, why: str) -> None:
    found = payback({}, spend=Decimal(spend), margin=None if margin is None else Decimal(margin))

    assert (found.day, found.missing) == (None, None)
    assert payback_sentence(found) == f"cannot tell: {why}"


def test_spend_without_any_order_is_all_missing() -> None:
    assert payback({}, spend=Decimal(10), margin=HALF).missing == Decimal(10)
