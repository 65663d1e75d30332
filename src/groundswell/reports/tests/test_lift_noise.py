"""The fast forms of the noise processes against plain linear algebra over their covariance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.reports.lift.noise import Array, Noise, noises, sines

DAYS, AHEAD = 19, 6


def covariance(noise: Noise, days: int) -> Array:
    """Of the noise about a fixed first level."""
    index = np.arange(days)
    if noise.memory or not noise.step:
        apart: Array = noise.memory ** np.abs(index[:, None] - index) / (1 - noise.memory**2)
        return apart
    walked: Array = noise.step**2 * np.minimum(index[:, None], index) + np.eye(days)
    return walked


@pytest.fixture(scope="module")
def columns() -> Array:
    return np.random.default_rng(4).normal(10, 3, (DAYS, 3))


def test_the_sine_transform_keeps_lengths_and_undoes_itself() -> None:
    values = np.random.default_rng(0).normal(size=(12, 2))
    assert np.allclose(sines(sines(values)), values)
    assert np.allclose((sines(values) ** 2).sum(axis=0), (values**2).sum(axis=0))


def test_products_and_determinants_are_those_of_the_full_covariance(columns: Array) -> None:
    ones = np.ones(DAYS)
    for noise in noises(columns):
        inverse = np.linalg.inv(covariance(noise, DAYS))
        mass = ones @ inverse @ ones
        projected = inverse - np.outer(inverse @ ones, ones @ inverse) / mass
        assert np.allclose(noise.gram, columns.T @ projected @ columns), noise.step or noise.memory
        determinant = np.linalg.slogdet(covariance(noise, DAYS))[1] + np.log(mass)
        assert noise.log_det == pytest.approx(determinant, abs=1e-8)


def test_the_coming_days_are_the_best_linear_forecast(columns: Array) -> None:
    """Kriging with an unknown mean over the joint covariance of past and coming days."""
    y, ones, ahead = columns[:, 0], np.ones(DAYS), np.ones(AHEAD)
    for noise in noises(columns):
        joint = covariance(noise, DAYS + AHEAD)
        inverse = np.linalg.inv(joint[:DAYS, :DAYS])
        mass = ones @ inverse @ ones
        mean = ones @ inverse @ y / mass
        reach = joint[DAYS:, :DAYS] @ inverse
        expected = mean + reach @ (y - mean)
        rest = ahead - reach @ ones
        spread = joint[DAYS:, DAYS:] - reach @ joint[:DAYS, DAYS:] + np.outer(rest, rest) / mass

        pull = noise.pull(AHEAD)
        assert np.allclose((1 - pull) * (noise.level @ y) + pull * y[-1], expected)
        assert np.allclose(noise.daily_variance(AHEAD), np.diag(spread))
        totals = [spread[:days, :days].sum() for days in range(1, AHEAD + 1)]
        assert np.allclose(noise.total_variance(AHEAD), totals)


def test_the_prior_is_shared_out_between_drift_and_memory(columns: Array) -> None:
    shares = [(np.exp(noise.log_prior), noise.step > 0) for noise in noises(columns)]
    assert sum(share for share, _ in shares) == pytest.approx(1.0)
    assert sum(share for share, drifting in shares if drifting) == pytest.approx(0.65)


@settings(max_examples=30, deadline=None)
@given(days=st.integers(2, 60), level=st.floats(-1e6, 1e6))
def test_a_level_on_every_day_is_the_level_now(days: int, level: float) -> None:
    """The weights of the days add up to one, and a constant carries no information about anything else."""
    for noise in noises(np.full((days, 1), level)):
        assert noise.level @ np.ones(days) == pytest.approx(1.0)
        assert noise.gram[0, 0] == pytest.approx(0.0, abs=1e-6 * max(1.0, level**2))
