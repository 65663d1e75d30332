"""How values are written for people: unknown is a dash, never a zero; times are UTC and say so."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.numbers import format_currency
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groundswell.kit import clock

UNKNOWN = "—"
Number = int | float | Decimal

SUFFIXES = ("", "k", "M", "B")
SPANS = ((365 * 86400, "year"), (30 * 86400, "month"), (86400, "day"), (3600, "hour"), (60, "minute"))


def money(value: Number | str | None, currency: str = "USD", digits: int | None = None) -> str:
    """`1234.5, "USD"` → `$1,234.50`; the currency's own number of decimals unless `digits` says otherwise."""
    amount = _decimal(value)
    if amount is None:
        return UNKNOWN
    if digits is None:
        return format_currency(amount, currency, locale="en_US")
    pattern = "¤#,##0" + ("." + "0" * digits if digits else "")
    return format_currency(amount, currency, pattern, locale="en_US", currency_digits=False)


def compact(value: Number | str | None) -> str:
    """Three significant digits at most from a thousand up: `999`, `12.3k`, `124k`, `1.2M`."""
    amount = _decimal(value)
    if amount is None:
        return UNKNOWN
    size, power = abs(amount), 0
    scaled = _rounded(size)
    while scaled >= 1000 and power < len(SUFFIXES) - 1:
        power += 1
        scaled = _rounded(size / 1000**power)
    return f"{'-' if amount < 0 and scaled else ''}{_plain(scaled)}{SUFFIXES[power]}"


def percent(value: Number | str | None, digits: int = 1) -> str:
    """A share as a percentage: `0.0234` → `2.3%`."""
    share = _decimal(value)
    if share is None:
        return UNKNOWN
    return f"{(share * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}%"


def number(value: Number | str | None, digits: int = 0) -> str:
    """Every digit, with thousands separated: `12345` → `12,345`."""
    amount = _decimal(value)
    if amount is None:
        return UNKNOWN
    return f"{amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}"


def value_text(value: Number | str | None, fmt: str = "compact", currency: str = "USD") -> str:
    """`value` by the name of its format: compact, number, percent or money."""
    if fmt == "money":
        return money(value, currency)
    return {"compact": compact, "number": number, "percent": percent}[fmt](value)


def interval(low: Number | None, high: Number | None, fmt: str = "compact", currency: str = "USD") -> str:
    """`11.8k–12.9k`; empty when either end is unknown."""
    if low is None or high is None:
        return ""
    return f"{value_text(low, fmt, currency)}–{value_text(high, fmt, currency)}"


def utc_date(value: date | datetime | None) -> str:
    """`2 Nov 2026`; a datetime is taken to UTC first."""
    if value is None:
        return UNKNOWN
    day = _utc(value) if isinstance(value, datetime) else value
    return f"{day.day} {day:%b %Y}"


def utc_time(value: datetime | None) -> str:
    """`2 Nov 2026, 14:05 UTC`."""
    return UNKNOWN if value is None else f"{utc_date(value)}, {_utc(value):%H:%M} UTC"


def ago(value: datetime | None, now: datetime | None = None) -> SafeString:
    """`3 hours ago` (or `in 2 days`) in a `<time>` whose title is the full UTC time."""
    if value is None:
        return format_html('<span class="unknown">{}</span>', UNKNOWN)
    moment = _utc(value)
    seconds = int(((now or clock.now()) - moment).total_seconds())
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), utc_time(moment), _span(seconds))


def as_json(value: object) -> str:
    """JSON for a data attribute, which the template escapes: `data-options="{{ options|as_json }}"`."""
    return json.dumps(value, cls=DjangoJSONEncoder)


def _span(seconds: int) -> str:
    for size, unit in SPANS:
        count = abs(seconds) // size
        if count:
            text = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{text} ago" if seconds > 0 else f"in {text}"
    return "just now"


def _decimal(value: Number | str | None) -> Decimal | None:
    """None for what is no finite number, so that a template shows a dash and not a lie."""
    if value is None or value == "":
        return None
    try:
        amount = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _rounded(amount: Decimal) -> Decimal:
    step = Decimal(1) if amount >= 100 else Decimal("0.1")
    return amount.quantize(step, ROUND_HALF_UP)


def _plain(amount: Decimal) -> str:
    return f"{amount:f}".rstrip("0").rstrip(".") if amount != amount.to_integral() else f"{amount:.0f}"


def _utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
