"""Before the launch: what can be seen at all."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from groundswell.kit.errors import BadInput
from groundswell.reports.lift.ahead import ahead, detectable
from groundswell.reports.lift.series import LEAST_BEFORE, Series, require_movement


@dataclass(frozen=True, slots=True)
class Outlook:
    """Before the launch: the least total effect of a campaign of `days` that would be found four times in five, and the
    total `expected` without it."""

    days: int
    minimum_detectable: float
    expected: float
    pre_days: int

    @property
    def relative(self) -> float | None:
        return self.minimum_detectable / self.expected if self.expected > 0 else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "days": self.days,
            "minimum_detectable": self.minimum_detectable,
            "expected": self.expected,
            "relative": self.relative,
            "pre_days": self.pre_days,
        }


def outlook(series: Series, days: int) -> Outlook:
    """What a campaign of so many days, begun after the series' last day, must bring to be seen. Controls are taken to go on
    as in the last days."""
    before = len(series.y)
    if before < LEAST_BEFORE:
        raise BadInput(f"The series holds {before} days; {LEAST_BEFORE} are the least.", where="date")
    if not 1 <= days <= before:
        raise BadInput(f"A campaign of 1 to {before} days can be judged by {before} days.", where="days")
    require_movement(series.y)
    going_on = np.concatenate([series.controls, series.controls[-days:]])
    found = ahead(series.y, going_on, before, days)
    return Outlook(days, detectable(found), float(found.total.mean()), before)
