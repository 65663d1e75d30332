"""The published shape."""

from typing import Any

from groundswell.reports.exchange.amounts import ConvertedAmounts, ForeignAmounts


def converted_dict(row: ConvertedAmounts) -> dict[str, Any]:
    """The published shape: amounts in the currency itself and, `…_converted`, in the report's."""
    amounts = ("net_revenue", "spend", "net_converted", "spend_converted")
    return {
        "currency": row.currency,
        "orders": row.orders,
        **{name: float(getattr(row, name)) for name in amounts},
        "rates": [
            {"day": one.day.isoformat(), "rate": float(one.rate), "source": one.source or None} for one in row.rates
        ],
    }


def foreign_dict(row: ForeignAmounts) -> dict[str, Any]:
    return {
        "currency": row.currency,
        "orders": row.orders,
        "net_revenue": float(row.net_revenue),
        "spend": float(row.spend),
        "reason": row.reason,
    }
