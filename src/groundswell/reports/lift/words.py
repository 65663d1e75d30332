"""Lift as people read it; shared by the page and the command line."""

from collections.abc import Sequence

from groundswell.reports.lift.effect import Lift, Verdict
from groundswell.reports.lift.panel import RegionEffect

HEADLINES = {
    Verdict.LIFT: "Lift: more came than would have without the campaign",
    Verdict.NO_LIFT: "No lift",
    Verdict.CANNOT_TELL: "Cannot tell",
}
METHOD = (
    "The days before the start say how the outcome moves by itself: its level, weekdays, trend and the controls. What they let expect after it is taken from what came.",
    "Every choice of controls, and 44 ways a daily series may drift or remember, are weighed by how well they explain the days before (exact marginal likelihood).",
    "Lift: the 95 % interval lies above nought. No lift: it lies below, or holds no effect of 5 % of what was expected. Everything else: cannot tell.",
    "A placebo treats days before the start as a campaign. Where placebos show effects too often, the answer is cannot tell.",
    "A control must be something the campaign cannot have moved: a region without it, the market, the weather.",
)


def number(value: float) -> str:
    """Three significant digits below a hundred, whole numbers above, with a real minus."""
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
    return ("0" if text == "-0" else text).replace("-", "−")


def lift_text(found: Lift) -> str:
    """The answer for a terminal."""
    effect = found.effect
    share = "" if effect.relative is None else f" ({effect.relative:+.1%} of what was expected)".replace("-", "−")
    return "\n".join(
        [
            HEADLINES[found.verdict],
            f"Effect {number(effect.total)}{share}, 95 % interval {number(effect.low)} to {number(effect.high)}; "
            f"{number(effect.per_day)} a day; p = {found.p:.3f}",
            f"{found.pre_days} days before, {found.post_days} after the start; smallest effect found four times in five: "
            f"{number(found.minimum_detectable)}",
            f"Placebos: {found.placebo.false_alarms} false alarms in {found.placebo.runs}",
            *found.reasons,
        ]
    )


def region_lines(effects: Sequence[RegionEffect]) -> list[str]:
    """One line a method, per day."""
    return [
        f"{one.method}: {number(one.per_period)} a day"
        + ("" if one.low is None or one.high is None else f", {number(one.low)} to {number(one.high)}")
        + f" (p = {one.p:.3f} among {one.runs + 1} regions)"
        + ("; fits badly before the start, not to be relied on" if one.fits is False else "")
        for one in effects
    ]
