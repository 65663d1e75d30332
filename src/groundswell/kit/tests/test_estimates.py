"""Intervals against tables and by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.estimates import Estimate, mean_estimate, median_estimate


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
