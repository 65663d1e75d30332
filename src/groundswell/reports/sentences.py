"""The figures as people read them; shared by the page, the PDF and the sheets."""

from groundswell.reports.amounts import amount
from groundswell.reports.cohorts import words
from groundswell.reports.cohorts.told import METHOD as CUSTOMERS
from groundswell.reports.report import RoiReport
from groundswell.reports.rules import Basis, Figures
from groundswell.reports.span import Counted, Span

METHOD = (
    "Net revenue is line totals less discounts and refunds; tax and shipping are left out.",
    "Contribution is net revenue times the gross margin entered in the workspace's settings.",
    "Spend is fee, product at cost, shipping, commission and tools. Commission is what accrued or what was paid, whichever is greater, never both.",
    "ROI is profit over spend: 0.5 means every unit spent came back with half a unit on top.",
    "Each order is counted once, by the first sign in the workspace's order: at first purchase code, then link click, then the buyer's own answer, then the creator its file names. Test and cancelled orders never count; orders held apart count once somebody has looked at them.",
    "Amounts in other currencies are converted row by row at the rate of their day, or of the last day with rates in the week before; without one they are held apart, in no figure.",
    "Clicks by bots, prefetching and repeats by the same visitor are excluded and counted apart.",
    "Engagement is likes, comments, shares and saves per follower and post, with its 95 % interval; the tier's rate is the median of the accounts known here.",
    *CUSTOMERS,
)


def percent(value: float | None) -> str:
    """ "+12 %" for a signed change; a dash where unknown."""
    return "—" if value is None else f"{value:+.0%}".replace("%", " %").replace("-", "−")


def basis_sentence(figures: Figures) -> str:
    if figures.basis is Basis.CONTRIBUTION:
        return "profit is contribution less spend"
    return "on net revenue: the gross margin is not known"


def span_lines(span: Span) -> list[str]:
    """A line for each way of counting."""
    lines = [
        f"{row.label:<32}{row.figures.orders:>8,} orders{amount(row.figures.net_revenue):>16} net revenue · "
        f"profit {amount(row.figures.profit)} · ROI {percent(row.figures.roi)} · per new customer {cac_in_words(row)}"
        for row in span.counted
    ]
    return [*lines, f"{'Incremental':<32}{added_sentence(span)}"]


def cac_in_words(row: Counted) -> str:
    """ "at most" while some buyers are not known."""
    return f"at most {amount(row.cac)}" if row.cac is not None and row.unknown else amount(row.cac)


def added_sentence(span: Span) -> str:
    """What the kept lift makes of it, or why that cannot be told."""
    if span.added is None:
        return span.why_not_added
    value, low, high = span.added.profit
    roi = "" if span.added.roi is None else f"; ROI {percent(span.added.roi[0])}"
    return f"profit {amount(value)} ({amount(low)} to {amount(high)}, 95 %){roi}"


def as_text(report: RoiReport) -> str:
    """The report for a terminal: totals, then a line per creator."""
    totals = report.totals
    lines = [
        f"{report.title} · {report.period or 'all days'} · {report.currency} · as of {report.as_of:%Y-%m-%d %H:%M} UTC",
        f"Spend {amount(totals.spend)} · net revenue {amount(totals.net_revenue)} · {totals.orders:,} orders · "
        f"ROI {percent(totals.roi)} ({basis_sentence(totals)})",
        "",
        *span_lines(report.span),
        "",
        f"{'Creator':<32}{'Spend':>14}{'Orders':>8}{'Net revenue':>16}{'Profit':>16}{'ROI':>10}",
    ]
    lines += [
        f"{row.name[:31]:<32}{amount(row.figures.spend):>14}{row.figures.orders:>8,}"
        f"{amount(row.figures.net_revenue):>16}{amount(row.figures.profit):>16}{percent(row.figures.roi):>10}"
        for row in report.creators
    ]
    return "\n".join([*lines, "", *words.customers_lines(report.customers), "", *report.notes]).rstrip()
