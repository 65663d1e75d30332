"""Shares and their ratio."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.affinity.shares import share_of, times_of

SAMPLES = st.integers(1, 10**6).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


@given(ours=SAMPLES, theirs=SAMPLES)
def test_intervals_hold_their_values(ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    share, times = share_of(*ours), times_of(*ours, *theirs)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert 0 < times.low <= times.value <= times.high
    turned = times_of(*theirs, *ours)
    assert turned.value == pytest.approx(1 / times.value)
    assert turned.low == pytest.approx(1 / times.high)


def test_the_interval_of_the_ratio_covers() -> None:
    """Of 2,000 draws with true shares of .3 and .1, nineteen of twenty intervals hold the true 3."""
    chance = np.random.default_rng(4)
    draws = zip(chance.binomial(120, 0.3, 2_000), chance.binomial(350, 0.1, 2_000), strict=True)
    held = [(found := times_of(k, 120, base, 350)).low <= 3 <= found.high for k, base in draws]
    assert 0.93 <= np.mean(held) <= 0.97
