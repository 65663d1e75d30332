"""A landing page's trend in words."""

from groundswell.reports.traffic.trend import LandingTrend


def effect_text(row: LandingTrend) -> str:
    """The visits beyond what was expected with their 95 % interval, or why they cannot be told."""
    if row.found is None:
        return row.reason
    effect = row.found.effect
    return f"{effect.total:+,.0f} {row.unit} beyond the usual ({effect.low:+,.0f} to {effect.high:+,.0f})"


def trend_line(row: LandingTrend) -> str:
    page = row.page or "page not told"
    return (
        f"{row.site}  {page}  {row.visits:,} {row.unit} to {row.last} ({row.source})  {row.verdict}: {effect_text(row)}"
    )
