"""What may explain a day besides chance: the controls, a trend, the weekday. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.reports.lift.noise import Array

LEAST_WEEKS = 3  # before the start, for a weekday to be told from chance


@dataclass(frozen=True, slots=True)
class Columns:
    """`table` (days, k), centred over the days before the start; `groups` names for each the group it enters with."""

    table: Array
    groups: Sequence[int]


def columns_for(controls: Array, before: int) -> Columns:
    """The columns of `controls` (days, k) that move before the start, a trend, and six for the weekdays."""
    days = len(controls)
    moving = controls[:, np.ptp(controls[:before], axis=0) > 0]
    parts, groups = [moving, np.arange(days)[:, None] - float(before)], list(range(moving.shape[1] + 1))
    if before >= 7 * LEAST_WEEKS:
        weekday = np.arange(days) % 7
        parts.append((weekday[:, None] == np.arange(6)) - 1.0 * (weekday == 6)[:, None])
        groups += [len(groups)] * 6
    table = np.concatenate(parts, axis=1)
    table = table - table[:before].mean(axis=0)
    return Columns(table / table[:before].std(axis=0), groups)
