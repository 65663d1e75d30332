"""What the campaign added, or that it cannot be told.

The days before the start say how the outcome moves by itself (posterior.py); the difference after it is the effect. Before
it is believed, the same question is put to stretches in which nothing happened: the placebos in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np

from groundswell.reports.lift.ahead import BAND, ahead, detectable
from groundswell.reports.lift.noise import Array
from groundswell.reports.lift.placebo import Placebo, placebos
from groundswell.reports.lift.posterior import Forecast
from groundswell.reports.lift.series import Series

RELEVANT = 0.05  # of what was expected: an effect surely below it is as good as none
WISHED_RATIO = 3  # days before the start for each after it


class Verdict(StrEnum):
    LIFT = "lift"
    NO_LIFT = "no lift"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Effect:
    """Over the whole campaign, in the outcome's unit, with its 95 % interval; `relative` to what was expected."""

    total: float
    low: float
    high: float
    per_day: float
    relative: float | None


@dataclass(frozen=True, slots=True)
class Path:
    """Day by day after the start: what was expected, with its 95 % band, and the effect so far with its band."""

    expected: Array
    low: Array
    high: Array
    running: Array
    running_low: Array
    running_high: Array


@dataclass(frozen=True, slots=True)
class Lift:
    effect: Effect
    p: float
    verdict: Verdict
    reasons: Sequence[str]
    pre_days: int
    post_days: int
    expected: float
    minimum_detectable: float
    placebo: Placebo
    path: Path

    def as_dict(self) -> dict[str, Any]:
        """The published shape; totals over the days from the start on, in the outcome's unit."""
        effect = self.effect
        return {
            "effect": {
                "total": effect.total,
                "low": effect.low,
                "high": effect.high,
                "per_day": effect.per_day,
                "relative": effect.relative,
            },
            "p": self.p,
            "verdict": self.verdict.value,
            "pre_days": self.pre_days,
            "post_days": self.post_days,
            "minimum_detectable": self.minimum_detectable,
            "placebo": {"runs": self.placebo.runs, "false_alarms": self.placebo.false_alarms},
            "reasons": list(self.reasons),
        }


def lift(series: Series, start: date) -> Lift:
    """What the days from `start` on brought beyond what the days before let expect. `p`: how often chance alone goes at
    least as far from nought, to either side. `BadInput` as `Series.days_before`."""
    before = series.days_before(start)
    found = ahead(series.y, series.controls, before, len(series.y) - before)
    actual = series.y[before:]
    gained = actual.sum() - found.total
    low, high = (float(edge) for edge in np.quantile(gained, BAND))
    expected, total = float(found.total.mean()), float(gained.mean())
    effect = Effect(total, low, high, total / len(actual), total / expected if expected > 0 else None)
    placebo = placebos(series, before, len(actual))
    verdict, reasons = _judged(effect, expected, placebo, before, len(actual))
    if not series.controls.shape[1]:
        reasons.append("Without a control, whatever else changed at the start (season, price, news) counts as effect.")
    tail = (min((gained >= 0).sum(), (gained <= 0).sum()) + 1) / (len(gained) + 1)
    return Lift(
        effect=effect,
        p=min(1.0, 2.0 * float(tail)),
        verdict=verdict,
        reasons=reasons,
        pre_days=before,
        post_days=len(actual),
        expected=expected,
        minimum_detectable=detectable(found),
        placebo=placebo,
        path=_path(found, actual),
    )


def _judged(effect: Effect, expected: float, placebo: Placebo, before: int, days: int) -> tuple[Verdict, list[str]]:
    reasons = []
    if before < WISHED_RATIO * days:
        reasons.append(
            f"{before} days before the start for {days} after it: three times as many give a steadier answer."
        )
    if placebo.too_many:
        reasons.append(
            f"In {placebo.false_alarms} of {placebo.runs} stretches without a campaign an effect was seen, too: "
            "this series moves in ways that its past does not tell."
        )
        return Verdict.CANNOT_TELL, reasons
    if before < days:
        reasons.append("The campaign is longer than what is known from before it.")
        return Verdict.CANNOT_TELL, reasons
    if effect.low > 0:
        return Verdict.LIFT, reasons
    if effect.high < 0:
        reasons.append("The outcome fell below what was expected.")
        return Verdict.NO_LIFT, reasons
    if effect.high < RELEVANT * expected:
        reasons.append(f"An effect of {RELEVANT:.0%} of what was expected would have been seen.")
        return Verdict.NO_LIFT, reasons
    reasons.append("The interval holds nought and effects that would matter: more days or better controls are needed.")
    return Verdict.CANNOT_TELL, reasons


def _path(found: Forecast, actual: Array) -> Path:
    low, high = np.quantile(found.daily, BAND, axis=0)
    gained = np.cumsum(actual) - found.running
    running_low, running_high = np.quantile(gained, BAND, axis=0)
    return Path(found.daily.mean(axis=0), low, high, gained.mean(axis=0), running_low, running_high)
