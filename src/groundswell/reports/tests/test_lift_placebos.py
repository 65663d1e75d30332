"""Placebos in time: where they lie, and when they silence the verdict."""

from itertools import pairwise

import numpy as np
import pytest

from groundswell.reports.lift import placebo as placebos_module
from groundswell.reports.lift.ahead import ahead
from groundswell.reports.lift.placebo import Placebo, placebos
from groundswell.reports.tests.lift_series import made


def test_alarms_among_the_placebos_silence_the_verdict() -> None:
    assert not Placebo(8, 0).too_many
    assert not Placebo(8, 2).too_many  # one set of runs in 17 by chance
    assert Placebo(8, 3).too_many
    assert Placebo(3, 2).too_many
    assert not Placebo(0, 0).too_many


def test_placebos_lie_before_the_start_and_do_not_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def watched(y: np.ndarray, controls: np.ndarray, before: int, days: int, draws: int = 4000) -> object:
        assert len(y) == before
        asked.append((before, before + days))
        return ahead(y, controls, before, days, draws)

    monkeypatch.setattr(placebos_module, "ahead", watched)
    series = made(200)
    placebo = placebos(series, 179, 21)
    assert placebo.runs == len(asked) == 7
    assert asked[0] == (158, 179)
    assert all(later[0] >= earlier[1] for later, earlier in pairwise(asked))
    assert min(start for start, _ in asked) >= 21
