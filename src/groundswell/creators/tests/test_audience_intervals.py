"""Wilson's interval and the sample it takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.creators.audience.intervals import sample_for, wilson


@pytest.mark.parametrize(
    ("count", "sample", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_known_intervals(count: int, sample: int, low: float, high: float) -> None:
    """Brown, Cai and DasGupta 2001; Newcombe 1998 for 81 of 263."""
    assert wilson(count, sample) == pytest.approx((low, high), abs=5e-5)


def test_nobody_asked_tells_nothing_and_everybody_asked_leaves_nothing_open() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(3, 10, population=10) == (0.3, 0.3)
    assert wilson(1, 1, population=1) == (1.0, 1.0)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 5000))
def test_the_interval_holds_the_share_and_a_smaller_crowd_makes_it_narrower(count: int, sample: int, more: int) -> None:
    count = min(count, sample)
    low, high = wilson(count, sample)
    near, far = wilson(count, sample, population=sample + more)
    assert 0 <= low <= near <= count / sample <= far <= high <= 1


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_it_covers_as_often_as_it_says(share: float) -> None:
    draws = np.random.default_rng(11)
    counts = draws.binomial(400, share, size=2000)
    covered = np.mean([low <= share <= high for low, high in (wilson(int(count), 400) for count in counts)])
    assert 0.92 <= covered <= 0.98


def test_known_samples() -> None:
    assert sample_for(0.1) == 381  # ±5 points
    assert sample_for(0.06) == 1064  # ±3 points
    assert sample_for(0.1, population=500) == 217
    assert sample_for(0.1, coverage=0.5) == 761
    assert sample_for(0.1, population=1) == 1


@given(st.floats(0.01, 0.9), st.integers(1, 10**7), st.floats(0.05, 1))
def test_the_sample_is_never_larger_than_the_crowd(width: float, population: int, coverage: float) -> None:
    assert 1 <= sample_for(width, population, coverage) <= population


@given(st.floats(0.02, 0.5))
def test_the_width_is_kept(width: float) -> None:
    sample = sample_for(width)
    low, high = wilson(sample / 2, sample)
    assert high - low <= width + 1e-9


@pytest.mark.parametrize(("width", "coverage"), [(0, 1), (1, 1), (-0.1, 1), (0.1, 0), (0.1, 1.5)])
def test_impossible_wishes(width: float, coverage: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        sample_for(width, coverage=coverage)
