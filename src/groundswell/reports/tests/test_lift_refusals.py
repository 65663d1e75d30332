"""What the lift is not told of."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from groundswell.kit.errors import BadInput
from groundswell.reports.lift.effect import lift
from groundswell.reports.lift.outlook import outlook
from groundswell.reports.tests.lift_series import FIRST, made, start_of


def test_a_start_outside() -> None:
    series = made()
    for start in (FIRST - timedelta(days=1), FIRST, FIRST + timedelta(days=120)):
        with pytest.raises(BadInput, match="is not inside"):
            lift(series, start)


def test_too_few_days_before() -> None:
    with pytest.raises(BadInput, match="Only 13 days lie before"):
        lift(made(), FIRST + timedelta(days=13))


def test_nothing_ever_moved() -> None:
    series = replace(made(), y=np.full(120, 7.0))
    with pytest.raises(BadInput, match="is 7 on every day"):
        lift(series, start_of(series))
    with pytest.raises(BadInput, match="is 7 on every day"):
        outlook(series, 14)


@pytest.mark.parametrize("days", [0, 121])
def test_an_outlook_further_than_what_is_known(days: int) -> None:
    with pytest.raises(BadInput, match="1 to 120 days"):
        outlook(made(), days)
