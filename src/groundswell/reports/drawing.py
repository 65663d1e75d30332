"""The charts of the PDF as data: positions are shares of the plot, so that the layout only draws. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.reports.amounts import amount
from groundswell.reports.cohorts.rules import HORIZONS
from groundswell.reports.report import RoiReport
from groundswell.reports.sentences import percent

MOST_COLUMNS = 120
STEPS = ((1, "day"), (7, "7 days"), (28, "28 days"), (364, "52 weeks"))
MOST_BARS, MOST_MARKS = 10, 3
AFTER = 90


@dataclass(frozen=True, kw_only=True)
class Told:
    """One bar: its value, what is written at its end, and its interval where it has one."""

    label: str
    value: float
    text: str
    low: float | None = None
    high: float | None = None


def charts_of(report: RoiReport) -> dict[str, Any]:
    """What the layout draws; a chart without data is left out."""
    bars = [range_bars(report), creator_bars(report), repeat_bars(report)]
    return {"days": day_columns(report), "bars": [one for one in bars if one]}


def day_columns(report: RoiReport) -> dict[str, Any] | None:
    """Net revenue by day, or by as many days as fit, and where the campaigns started."""
    sold = [one for one in report.days if one.orders]
    if len(sold) < 2:
        return None
    first, last = sold[0].day, sold[-1].day
    days = (last - first).days + 1
    step, word = next(((step, word) for step, word in STEPS if days <= step * MOST_COLUMNS), STEPS[-1])
    count = -(-days // step)
    sums = [0.0] * count
    for one in sold:
        sums[(one.day - first).days // step] += float(one.net_revenue)
    low, high = min(0.0, *sums), max(0.0, *sums) or 1.0
    starts = [row for row in report.campaigns if row.starts_on and first <= row.starts_on <= last]
    return {
        "title": f"Net revenue owed to creators, by {word}",
        "columns": [
            [at / count, share(min(total, 0.0), low, high), share(max(total, 0.0), low, high)]
            for at, total in enumerate(sums)
        ],
        "width": 0.8 / count,
        "ticks": [{"at": share(value, low, high), "text": f"{value:,.0f}"} for value in (low, 0.0, high / 2, high)],
        "marks": [
            {"at": (row.starts_on - first).days / (count * step), "label": f"{row.name} starts"}
            for row in starts[:MOST_MARKS]
            if row.starts_on
        ],
        "first": f"{first:%-d %b %Y}",
        "last": f"{last:%-d %b %Y}",
        "note": " ".join(
            [
                *([f"The last column holds {(days - 1) % step + 1} of {step} days."] if days % step else []),
                *([] if starts else ["No campaign with a known first day started in these days."]),
            ]
        ),
    }  # fmt: skip


def range_bars(report: RoiReport) -> dict[str, Any] | None:
    """The ROI by each way of counting, and by what was added where a lift is kept."""
    told = [
        Told(label=row.label, value=row.figures.roi, text=percent(row.figures.roi))
        for row in report.span.counted
        if row.figures.roi is not None
    ]
    added = report.span.added
    if added is not None and added.roi is not None:
        value, low, high = added.roi
        text = f"{percent(value)} ({percent(low)} to {percent(high)})"
        told.append(Told(label="Incremental", value=value, text=text, low=low, high=high))
    return horizontal("ROI as a range", told, report.span.why_not_added and f"Incremental: {report.span.why_not_added}")


def creator_bars(report: RoiReport) -> dict[str, Any] | None:
    """Who brought most."""
    best = sorted(report.creators, key=lambda row: -row.figures.net_revenue)[:MOST_BARS]
    told = [
        Told(
            label=row.name, value=float(row.figures.net_revenue),
            text=f"{amount(row.figures.net_revenue)} · profit {amount(row.figures.profit)}",
        )
        for row in best
        if row.figures.net_revenue
    ]  # fmt: skip
    return horizontal(f"Net revenue of the {len(told)} creators who brought most", told, "")


def repeat_bars(report: RoiReport) -> dict[str, Any] | None:
    """Who came back within 90 days, the newest months that are old enough."""
    told = []
    for cohort in report.customers.cohorts:
        worth = cohort.worths[HORIZONS.index(AFTER)]
        if worth is not None:
            rate = worth.repeat
            text = f"{rate.value:.0%} of {cohort.size:,}".replace("%", " %")
            told.append(
                Told(label=f"{cohort.month:%b %Y}", value=rate.value, text=text, low=rate.low, high=rate.high)
            )  # fmt: skip
    return horizontal(
        f"Customers who came back within {AFTER} days, by month of the first order", told[-MOST_BARS:], "Lines: 95 %."
    )


def horizontal(title: str, rows: Sequence[Told], note: str) -> dict[str, Any] | None:
    if not rows:
        return None
    ends = [end for row in rows for end in (row.value, row.low, row.high) if end is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    high = high if high > low else low + 1.0
    drawn = [
        {
            "label": row.label,
            "text": row.text,
            "from": share(min(row.value, 0.0), low, high),
            "to": share(max(row.value, 0.0), low, high),
            "low": None if row.low is None else share(row.low, low, high),
            "high": None if row.high is None else share(row.high, low, high),
            "tone": "good" if row.value >= 0 else "bad",
        }
        for row in rows
    ]
    return {"title": title, "zero": share(0.0, low, high), "rows": drawn, "note": note}


def share(value: float, low: float, high: float) -> float:
    """Where a value lies between both ends, 0 to 1."""
    return round((value - low) / (high - low), 5)
