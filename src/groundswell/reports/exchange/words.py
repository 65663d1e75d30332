"""Rates and what came of them, as people read them."""

from collections.abc import Sequence

from groundswell.reports.exchange.amounts import ConvertedAmounts, ForeignAmounts


def rates_in_words(row: ConvertedAmounts) -> str:
    """ "1.0800 to 1.1200, 1 Oct 2026 to 9 Oct 2026, ECB"."""
    low, high = f"{row.low:,.4f}", f"{row.high:,.4f}"
    range_ = low if low == high else f"{low} to {high}"
    return f"{range_}, {row.days_in_words}, {', '.join(row.sources)}"


def exchange_notes(converted: Sequence[ConvertedAmounts], apart: Sequence[ForeignAmounts], target: str) -> list[str]:
    """What was converted at which rates, and what could not be and what cures it."""
    rates = "; ".join(f"{row.currency} {rates_in_words(row)}" for row in converted)
    told = [f"Converted to {target}, each amount at the rate of its day: {rates}."] if converted else []
    kept = [
        f"Amounts in {row.currency} are held apart, in no figure: {row.reason}. Load rates on the page Exchange rates to count them."
        for row in apart
    ]
    return told + kept
