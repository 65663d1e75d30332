"""The share of women behind first names: right where it is known, and its intervals as honest as they say."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.creators.audience.gender import BINS, Floats, calibration, estimate_women
from groundswell.creators.audience.intervals import wilson

AUDIENCES = 600


def drawn(domain: Floats, women: float, size: int, draws: np.random.Generator) -> Floats:
    """Bins of `size` people of a domain, a share of `women` among them on average."""
    count = draws.binomial(size, women)
    chances = domain / domain.sum(axis=1, keepdims=True)
    return (draws.multinomial(count, chances[0]) + draws.multinomial(size - count, chances[1])).astype(float)


def simulated(size: int, unseen: bool) -> tuple[float, float, float]:
    """Mean error, coverage and mean width over 600 audiences out of all domains; `unseen`: the audience's own domain is
    not among those that the estimate knows."""
    domains, draws = calibration(), np.random.default_rng(5)
    found = []
    for number in range(AUDIENCES):
        at, women = number % len(domains), draws.uniform()
        bins = drawn(domains[at], women, size, draws)
        estimate = estimate_women(bins, np.delete(domains, at, axis=0) if unseen else None)
        assert estimate is not None
        found.append(
            (abs(estimate.share - women), estimate.low <= women <= estimate.high, estimate.high - estimate.low)
        )
    error, covered, width = np.mean(found, axis=0)
    return float(error), float(covered), float(width)


@pytest.mark.parametrize("size", [100, 300, 1000])
def test_intervals_of_simulated_audiences_hold_the_truth_as_often_as_they_say(size: int) -> None:
    error, covered, _ = simulated(size, unseen=False)
    assert 0.92 <= covered <= 0.98
    assert error <= {100: 0.045, 300: 0.028, 1000: 0.02}[size]


@pytest.mark.parametrize("size", [300, 1000])
def test_on_a_kind_of_people_never_seen_the_intervals_still_hold(size: int) -> None:
    error, covered, width = simulated(size, unseen=True)
    assert covered >= 0.9
    assert error <= 0.04
    assert width <= 0.15


def test_counting_likely_names_with_a_binomial_interval_promises_too_much() -> None:
    domains, draws = calibration(), np.random.default_rng(3)
    covered, errors = [], []
    for number in range(AUDIENCES):
        women = draws.uniform()
        bins = drawn(domains[number % len(domains)], women, 1000, draws)
        low, high = wilson(float(bins[4:].sum()), 1000)
        covered.append(low <= women <= high)
        errors.append(abs(bins[4:].sum() / 1000 - women))
    assert np.mean(covered) < 0.85
    assert np.mean(errors) > simulated(1000, unseen=False)[0]


def test_nothing_told_is_no_estimate() -> None:
    assert estimate_women([0] * BINS) is None


def test_one_name_leaves_nearly_everything_open() -> None:
    estimate = estimate_women([0, 0, 0, 0, 0, 0, 0, 1])
    assert estimate is not None
    assert estimate.high - estimate.low > 0.6


@pytest.mark.parametrize(("at", "side"), [(0, lambda e: e.high), (7, lambda e: 1 - e.low)])
def test_all_alike_is_near_an_end_and_still_has_an_interval(at: int, side: Callable[[object], float]) -> None:
    estimate = estimate_women([400 if place == at else 0 for place in range(BINS)])
    assert estimate is not None
    assert 0 < side(estimate) < 0.1
    assert estimate.low < estimate.high


def test_the_same_counts_give_the_same_answer() -> None:
    assert estimate_women([5, 4, 3, 2, 1, 2, 3, 4]) == estimate_women([5, 4, 3, 2, 1, 2, 3, 4])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 10**6), min_size=BINS, max_size=BINS))
def test_whatever_was_counted_the_interval_holds_the_share_within_0_and_1(bins: list[int]) -> None:
    estimate = estimate_women(bins)
    if not any(bins):
        assert estimate is None
        return
    assert estimate is not None
    assert 0 <= estimate.low <= estimate.share <= estimate.high <= 1


def test_the_calibration_is_of_several_domains_and_of_counts() -> None:
    domains = calibration()
    assert domains.shape == (6, 2, BINS)
    assert (domains >= 0).all()
    assert (domains.sum(axis=2) > 50).all()
