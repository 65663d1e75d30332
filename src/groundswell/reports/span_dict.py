"""The published shape of the range."""

from typing import Any

from groundswell.reports.span import Added, Counted, Span


def span_dict(span: Span) -> dict[str, Any]:
    """Money as numbers, rates as shares of one, unknown as null; `incremental` is null with a reason until a lift is kept."""
    return {
        "readings": [counted_dict(row) for row in span.counted],
        "code_and_link": counted_dict(span.both),
        "roi": None if span.roi is None else {"low": span.roi[0], "high": span.roi[1]},
        "incremental": None if span.added is None else added_dict(span.added),
        "incremental_reason": span.why_not_added or None,
    }


def counted_dict(row: Counted) -> dict[str, Any]:
    figures = row.figures
    money = {
        "net_revenue": figures.net_revenue,
        "contribution": figures.contribution,
        "profit": figures.profit,
        "cost_per_order": figures.cost_per_order,
        "cost_per_new_customer": row.cac,
    }
    return {
        "reading": row.key,
        "orders": figures.orders,
        **{name: None if amount is None else float(amount) for name, amount in money.items()},
        "roi": figures.roi,
        "roas": figures.roas,
        "break_even_roas": figures.break_even_roas,
        "first_orders": row.new,
        "later_orders": row.returning,
        "orders_of_unknown_buyers": row.unknown,
    }


def added_dict(added: Added) -> dict[str, Any]:
    parts = {"net_revenue": added.effect, "profit": added.profit}
    document: dict[str, Any] = {
        name: dict(zip(("value", "low", "high"), map(float, triple), strict=True)) for name, triple in parts.items()
    }
    document["roi"] = None if added.roi is None else dict(zip(("value", "low", "high"), added.roi, strict=True))
    days = {"start": added.start.isoformat(), "last": added.last.isoformat()}
    return document | days | {"verdict": added.verdict, "reasons": list(added.reasons)}
