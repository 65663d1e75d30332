"""A series carried on over the days ahead as if nothing happened, and how large an effect would stand out."""

from groundswell.reports.lift.columns import columns_for
from groundswell.reports.lift.noise import Array
from groundswell.reports.lift.posterior import Forecast, forecast

BAND = (0.025, 0.975)
POWER = 1.959964 + 0.841621  # 5 % false alarms (two-sided), 80 % of true effects found


def ahead(y: Array, controls: Array, before: int, days: int, draws: int = 4000) -> Forecast:
    """The `days` after the first `before`: `y` holds only these, `controls` both."""
    columns = columns_for(controls[: before + days], before)
    return forecast(y[:before], columns.table[:before], columns.table[before:], columns.groups, draws)


def detectable(found: Forecast) -> float:
    """The total effect that is found four times in five."""
    return float(POWER * found.total.std())
