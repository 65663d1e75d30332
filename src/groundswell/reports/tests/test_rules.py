"""The arithmetic of ROI, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.estimates import Estimate
from groundswell.reports.rules import (
    Basis,
    Figures,
    add_up,
    commission_due,
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


def test_uplift_needs_both_sides() -> None:
    own, tier = Estimate(0.06, None, None, 4), Estimate(0.04, None, None, 30)

    assert uplift(own, tier) == pytest.approx(0.5)
    assert uplift(None, tier) is None
    assert uplift(own, None) is None
    assert uplift(own, Estimate(0.0, None, None, 3)) is None
