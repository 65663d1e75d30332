"""Regions with and without the campaign: published figures, hand calculations, and a bad fit that is told."""

import csv
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.reports.lift.noise import Array
from groundswell.reports.lift.panel import METHODS, _simplex, effect_by, region_effects, regions_of
from groundswell.reports.lift.series import Series
from groundswell.reports.tests.lift_series import FIRST

SDID, SC, DID = METHODS


@pytest.fixture(scope="module")
def tobacco() -> tuple[Array, Array]:
    """Packs of cigarettes per head, 1970 to 2000: 38 states, and California, which taxed them from 1989. The data come
    with the package synthdid-py."""
    text = files("synthdid").joinpath("data/california_prop99.csv").read_text()
    packs: dict[str, dict[int, float]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        packs.setdefault(row["State"], {})[int(row["Year"])] = float(row["PacksPerCapita"])
    tables = {state: [years[year] for year in sorted(years)] for state, years in packs.items()}
    treated = np.array(tables.pop("California"))
    return np.array([tables[state] for state in sorted(tables)]), treated


@pytest.mark.parametrize(("method", "published"), [(SDID, -15.604), (SC, -19.620), (DID, -27.349)])
def test_the_published_figures(tobacco: tuple[Array, Array], method: str, published: float) -> None:
    """Arkhangelsky et al. (2021), table 1."""
    assert effect_by(method, *tobacco, before=19) == pytest.approx(published, abs=0.0005)


def test_difference_in_differences_by_hand() -> None:
    """Treated: 10 to 19, +9. The others: 4 to 6 and 8 to 10, +2. Effect 7."""
    others = np.array([[3.0, 5.0, 6.0, 6.0], [8.0, 8.0, 9.0, 11.0]])
    assert effect_by(DID, others, np.array([9.0, 11.0, 18.0, 20.0]), before=2) == pytest.approx(7.0)


def panel(effect: float, *, seed: int = 0, level: float = 0.0, regions: int = 7) -> tuple[Array, Array]:
    """Regions that follow two shared factors, each in its own measure; the last is treated from day 30 of 40 on."""
    random = np.random.default_rng(seed)
    shared = np.cumsum(random.normal(0, 1, (2, 40)), axis=1)
    table = 50 + random.uniform(0.3, 1, (regions + 1, 2)) @ shared + random.normal(0, 0.5, (regions + 1, 40))
    table[-1, 30:] += effect
    return table[:-1], table[-1] + level


def test_a_known_effect_is_found_with_its_interval() -> None:
    for found in region_effects(*panel(6.0), before=30):
        assert found.low is not None
        assert found.high is not None
        assert found.low < 6.0 < found.high, found.method
        assert found.p == pytest.approx(1 / 8), found.method
        assert found.runs == 7


def test_without_an_effect_the_region_is_one_among_many() -> None:
    assert min(found.p for found in region_effects(*panel(0.0, seed=2), before=30)) > 0.15


def test_a_level_no_mixture_reaches_is_told_for_the_synthetic_control_only() -> None:
    found = {one.method: one for one in region_effects(*panel(0.0, level=40.0), before=30)}
    assert found[SC].fits is False
    assert found[SDID].fits is True
    assert found[DID].fits is True


def test_two_regions_give_an_effect_and_no_interval() -> None:
    for found in region_effects(*panel(6.0, regions=2), before=30):
        assert (found.low, found.high, found.fits) == (None, None, None)


def test_one_region_is_refused() -> None:
    others, treated = panel(1.0)
    with pytest.raises(BadInput, match="1 regions without the campaign are too few"):
        regions_of(Series(FIRST, treated, others[:1].T, ["north"]), 30)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_weights_are_none_negative_and_one_in_sum(seed: int, centred: bool) -> None:
    table = np.random.default_rng(seed).normal(5, 2, (15, 7))
    weights = _simplex(table, 0.1, 1e-5, centred=centred)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1.0)
    fitted = float(((table[:, :-1] @ weights - table[:, -1]) ** 2).sum())
    if not centred:
        even = float(((table[:, :-1].mean(axis=1) - table[:, -1]) ** 2).sum())
        assert fitted <= even + 15 * 0.01  # the ridge may cost a little of the fit


@settings(max_examples=3, deadline=None)
@given(st.permutations(range(7)), st.floats(-100, 100))
def test_neither_the_order_of_regions_nor_a_shared_shift_matters(order: list[int], shift: float) -> None:
    others, treated = panel(3.0)
    for method in (SDID, DID):
        plain = effect_by(method, others, treated, 30)
        assert effect_by(method, others[order] + shift, treated + shift, 30) == pytest.approx(plain, abs=2e-3)
