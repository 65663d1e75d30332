"""Invented daily series with a known effect."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from groundswell.reports.lift.series import Series

FIRST = date(2025, 1, 6)


def made(
    days: int = 120, *, seed: int = 1, kind: str = "plain", controls: int = 1, effect: float = 0.0, after: int = 21
) -> Series:
    """Level 200, weekdays, noise of sd 5, controls that the first of which the outcome follows; `effect` a day is added
    to the last `after` days. Kinds: plain, drifting (a random walk), remembering (autoregression), counts (Poisson)."""
    random = np.random.default_rng(seed)
    market = 100 + np.cumsum(random.normal(0, 1, (days, max(controls, 1))), axis=0)
    seen = market + random.normal(0, 1, market.shape)
    noise = random.normal(0, 5, days)
    if kind == "drifting":
        noise += np.cumsum(random.normal(0, 0.5, days))
    if kind == "remembering":
        for day in range(1, days):
            noise[day] += 0.5 * noise[day - 1]
    y = 200 + noise + 10 * np.sin(2 * np.pi * np.arange(days) / 7) + (1.2 * market[:, 0] if controls else 0)
    if kind == "counts":
        y = random.poisson(y / 20).astype(float)
    y[days - after :] += effect
    return Series(FIRST, y, seen[:, :controls], [f"control {index}" for index in range(controls)])


def start_of(series: Series, after: int = 21) -> date:
    return FIRST + timedelta(days=len(series.y) - after)


def as_csv(series: Series, header: str = "") -> str:
    """The file of a series."""
    names = ["date", "y", *series.names]
    rows: list[list[Any]] = [
        [day, repr(float(y)), *(repr(float(c)) for c in controls)]
        for day, y, controls in zip(series.days, series.y, series.controls, strict=True)
    ]
    return "\n".join([header or ",".join(names), *(",".join(map(str, row)) for row in rows)]) + "\n"
