"""Cohorts and payback as people read them; shared by the page, the PDF, the sheets and the terminal."""

from groundswell.kit.estimates import Estimate
from groundswell.reports.amounts import amount
from groundswell.reports.cohorts.payback import NOT_YET, Payback
from groundswell.reports.cohorts.rules import Worth
from groundswell.reports.cohorts.told import Customers

COLUMNS = (
    "First order in",
    "Customers",
    "After days",
    "Came back",
    "95 %",
    "Revenue each",
    "95 %",
    "Contribution each",
)


def payback_sentence(payback: Payback) -> str:
    """ "paid back on 3 June 2026, 33 days after the first"; else why that cannot be said."""
    if payback.day is not None:
        after = (
            "" if payback.days is None else f", {payback.days:,} day{'' if payback.days == 1 else 's'} after the first"
        )
        return f"paid back on {payback.day:%-d %B %Y}{after}"
    if payback.missing is not None:
        return f"not yet: {amount(payback.missing)} of contribution still missing of {amount(payback.spend)} spent"
    return f"cannot tell: {payback.why_not}"


def payback_lines(customers: Customers) -> list[str]:
    return [
        f"By orders owed to creators: {payback_sentence(customers.owed)}.",
        f"With what their customers ordered later from nobody's code or link: {payback_sentence(customers.followed)}.",
    ]


def apart_lines(customers: Customers) -> list[str]:
    """What stands in no cohort, or in it without money."""
    lines = []
    if customers.anonymous:
        lines.append(f"In no cohort: {counted(customers.anonymous)} owed to creators that name no buyer.")
    if customers.without_rate:
        lines.append(f"{counted(customers.without_rate)} counted here without money: no exchange rate is known.")
    return lines


def counted(orders: int) -> str:
    return f"{orders:,} order{'' if orders == 1 else 's'}"


def cells(worth: Worth) -> list[str]:
    share, net, brought = worth.repeat, worth.revenue, worth.contribution
    return [
        f"{share.value:.1%}".replace("%", " %"),
        f"{(share.low or 0):.1%} to {(share.high or 0):.1%}".replace("%", " %"),
        f"{net.value:,.2f}",
        between(net),
        "—" if brought is None else f"{brought.value:,.2f}",
    ]


def between(estimate: Estimate) -> str:
    """A dash where one customer cannot tell."""
    if estimate.low is None or estimate.high is None:
        return "—"
    return f"{estimate.low:,.2f} to {estimate.high:,.2f}"


def cohort_rows(customers: Customers) -> list[list[str]]:
    """One row per cohort and horizon it is old enough for, and one for what is not yet known, in COLUMNS."""
    rows = []
    for cohort in customers.cohorts:
        start = [f"{cohort.month:%b %Y}", f"{cohort.size:,}"]
        rows += [[*start, str(one.days), *cells(one)] for one in cohort.told]
        if cohort.waiting:
            rows.append([*start, ", ".join(map(str, cohort.waiting)), NOT_YET, *[""] * 4])
    return rows


def customers_lines(customers: Customers) -> list[str]:
    """For a terminal."""
    widths = (16, 11, 22, 11, 20, 15, 26, 18)
    table = [COLUMNS, *cohort_rows(customers)] if customers.cohorts else []
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return [*payback_lines(customers), "", *lines, *apart_lines(customers)]
