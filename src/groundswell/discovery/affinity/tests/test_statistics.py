"""The statistics against their definitions in whole numbers."""

from fractions import Fraction
from math import comb, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.discovery.affinity.hypergeometric import chance_of_more
from groundswell.discovery.affinity.lifts import posterior
from groundswell.discovery.affinity.shrinking import Prior, fit_prior
from groundswell.discovery.affinity.statistics import log_odds, q_values, signed_g2


def one(value: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([value], dtype=np.int64)


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    n, size = draw(st.integers(1, 40)), draw(st.integers(1, 200))
    return draw(st.integers(0, n)), n, draw(st.integers(0, size)), size


@given(tables())
@settings(max_examples=200, deadline=None)
def test_the_chance_is_the_hypergeometric_tail(table: tuple[int, int, int, int]) -> None:
    k, n, base, size = table
    both, every = k + base, n + size
    ways = sum(comb(both, x) * comb(every - both, n - x) for x in range(k, min(both, n) + 1))
    exact = float(Fraction(ways, comb(every, n)))
    assert chance_of_more(one(k), n, one(both), every)[0] == pytest.approx(exact, rel=1e-8, abs=1e-11)


@given(tables())
@settings(max_examples=200, deadline=None)
def test_signed_g2_is_twice_the_log_of_the_likelihoods_ratio(table: tuple[int, int, int, int]) -> None:
    k, n, base, size = table
    cells = [(k, n, k + base), (base, size, k + base)]
    cells += [(n - k, n, n + size - k - base), (size - base, size, n + size - k - base)]
    exact = 2 * sum(cell * log(cell * (n + size) / (row * column)) for cell, row, column in cells if cell)
    found = signed_g2(one(k), n, one(base), size)[0]
    assert abs(found) == pytest.approx(max(exact, 0), abs=1e-8)
    assert found * (k * size - base * n) >= 0


def test_large_counts_stay_finite_and_in_order() -> None:
    k = np.array([0, 10, 500, 5_000, 10_000])
    base = np.array([0, 1_000_000, 500, 1_900_000, 0])
    p = chance_of_more(k, 10_000, k + base, 2_010_000)
    assert np.isfinite(p).all()
    assert ((p >= 0) & (p <= 1)).all()
    assert p[0] == 1
    assert p[2] < 1e-300
    g2 = signed_g2(k, 10_000, base, 2_000_000)
    assert np.isfinite(g2).all()
    assert np.argsort(-g2)[0] == 4
    assert np.isfinite(log_odds(k, 10_000, base, 2_000_000)).all()


def test_q_values_by_hand() -> None:
    p, times = np.array([0.01, 0.04, 0.03, 1.0]), np.array([1, 1, 1, 1])
    assert q_values(p, times) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 1.0])
    twice = q_values(np.repeat(p, 2), np.ones(8, dtype=np.int64))[::2]
    assert q_values(p, times * 2) == pytest.approx(twice)


def test_shrinking_pulls_small_counts_to_the_middle_and_leaves_large_ones() -> None:
    prior = Prior((2.0, 2.0), (2.0, 2.0), 0.5)
    found = posterior(prior, np.array([1.0, 400.0]), np.array([0.1, 40.0]))
    small, large = found.mean()
    assert 1 < small < 2
    assert 9 < large < 10
    low, high = found.quantile(0.05), found.quantile(0.95)
    assert (low < found.mean()).all()
    assert (found.mean() < high).all()
    assert high[1] - low[1] < high[0]


def test_the_mixture_is_found_again() -> None:
    chance = np.random.default_rng(4)
    lifts = np.where(chance.random(20_000) < 0.8, chance.gamma(20, 1 / 20, 20_000), chance.gamma(5, 1.0, 20_000))
    expected = chance.uniform(1, 20, 20_000)
    observed = chance.poisson(lifts * expected).astype(float)
    prior = fit_prior(observed, expected, np.ones(20_000))
    found = posterior(prior, observed, expected)
    low, high = found.quantile(0.05), found.quantile(0.95)
    covered = ((low <= lifts) & (lifts <= high)).mean()
    assert 0.88 < covered < 0.92
    plain = observed / expected
    assert np.abs(found.mean() - lifts).mean() < 0.8 * np.abs(plain - lifts).mean()
