"""The arithmetic of ROI, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.reports.rules import (
    Basis,
    Estimate,
    Figures,
    add_up,
    commission_due,
    mean_estimate,
    median_estimate,
    uplift,
)

money = st.decimals(min_value=0, max_value=10_000_000, places=2)


def test_roi_on_contribution_when_the_margin_is_known() -> None:
    figures = Figures(
        spend_by_kind={"fee": Decimal("300.00"), "product": Decimal("40.00"), "commission": Decimal("60.00")},
        orders=8,
        net_revenue=Decimal("1000.00"),
        margin=Decimal("0.6000"),
    )

    assert figures.basis is Basis.CONTRIBUTION
    assert figures.spend == Decimal("400.00")
    assert figures.contribution == Decimal("600.00")
    assert figures.profit == Decimal("200.00")
    assert figures.roi == pytest.approx(0.5)
    assert figures.roas == pytest.approx(2.5)
    assert figures.cost_per_order == Decimal("50.00")
    assert figures.break_even_roas == pytest.approx(1 / 0.6)


def test_without_a_margin_contribution_is_unknown_and_the_basis_says_so() -> None:
    figures = Figures(spend_by_kind={"fee": Decimal("400.00")}, orders=1, net_revenue=Decimal("1000.00"))

    assert figures.contribution is None
    assert figures.break_even_roas is None
    assert figures.basis is Basis.NET_REVENUE
    assert figures.roi == pytest.approx(1.5)


def test_nothing_spent_is_no_infinite_return() -> None:
    figures = Figures(orders=3, net_revenue=Decimal("90.00"))

    assert figures.roi is None
    assert figures.roas is None
    assert figures.cost_per_order is None


def test_commission_is_settled_by_payments_not_added_to_them() -> None:
    assert commission_due(accrued=Decimal("80.00"), recorded=Decimal("50.00")) == Decimal("80.00")
    assert commission_due(accrued=Decimal("80.00"), recorded=Decimal("95.00")) == Decimal("95.00")


@given(st.lists(st.tuples(money, money, st.integers(0, 999)), max_size=6))
def test_the_total_is_the_sum_of_its_parts(parts: list[tuple[Decimal, Decimal, int]]) -> None:
    total = add_up(
        [Figures(spend_by_kind={"fee": fee}, net_revenue=net, orders=orders) for fee, net, orders in parts], margin=None
    )

    assert total.spend == sum(fee for fee, _, _ in parts)
    assert total.net_revenue == sum(net for _, net, _ in parts)
    assert total.orders == sum(orders for _, _, orders in parts)
    assert total.profit == total.net_revenue - total.spend


def test_mean_with_students_interval() -> None:
    # mean 0.04, sd 0.02, n 3: half width 4.303 * 0.02 / sqrt(3) = 0.04969
    estimate = mean_estimate([0.02, 0.04, 0.06])

    assert estimate is not None
    assert estimate.value == pytest.approx(0.04)
    assert estimate.low == 0.0
    assert estimate.high == pytest.approx(0.08969, abs=1e-4)
    assert estimate.sample == 3


def test_one_value_has_no_interval_and_none_has_no_estimate() -> None:
    assert mean_estimate([0.03]) == Estimate(0.03, None, None, 1)
    assert mean_estimate([]) is None
    assert median_estimate([]) is None


@pytest.mark.parametrize(("n", "rank"), [(6, 1), (9, 2), (20, 6), (50, 18), (100, 40)])
def test_median_interval_from_order_statistics(n: int, rank: int) -> None:
    """Ranks as in the standard table of the sign test's interval."""
    estimate = median_estimate([float(value) for value in range(1, n + 1)])

    assert estimate is not None
    assert (estimate.low, estimate.high) == (rank, n + 1 - rank)


def test_five_values_are_too_few_for_a_median_interval() -> None:
    estimate = median_estimate([1.0, 2.0, 3.0, 4.0, 5.0])

    assert estimate == Estimate(3.0, None, None, 5)


@given(st.lists(st.floats(0, 1), min_size=6, max_size=60))
def test_the_median_lies_in_its_interval(values: list[float]) -> None:
    estimate = median_estimate(values)

    assert estimate is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low <= estimate.value <= estimate.high


def test_uplift_needs_both_sides() -> None:
    own, tier = Estimate(0.06, None, None, 4), Estimate(0.04, None, None, 30)

    assert uplift(own, tier) == pytest.approx(0.5)
    assert uplift(None, tier) is None
    assert uplift(own, None) is None
    assert uplift(own, Estimate(0.0, None, None, 3)) is None
