"""Numbers with their evidence: value, interval, sample, source, date; unknown is a dash that says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString

from groundswell.web.components import formats

register = template.Library()

for name in ("money", "compact", "percent", "number", "ago", "utc_date", "utc_time", "as_json"):
    register.filter(name, getattr(formats, name))
register.simple_tag(formats.interval, name="interval")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a number."""

    low: Any = None
    high: Any = None
    n: int | None = None
    source: str = ""
    date: datetime | None = None

    def show(self, value: Any, fmt: str, currency: str) -> dict[str, Any]:
        """What the templates need: text, whether it is known, interval, and the tooltip's words."""
        text = ("" if value is None else str(value)) if fmt == "text" else formats.value_text(value, fmt, currency)
        between = "" if fmt == "text" else formats.interval(self.low, self.high, fmt, currency)
        facts = [
            f"between {between.replace('–', ' and ')}" if between else "",
            f"sample of {self.n:,}" if self.n else "",
            self.source,
            formats.utc_date(self.date) if self.date else "",
        ]
        known = text not in ("", formats.UNKNOWN)
        return {"text": text, "known": known, "interval": between, "tip": " · ".join(f for f in facts if f)}


@register.inclusion_tag("components/reading.html")
def reading(
    value: Any,
    fmt: str = "compact",
    *,
    low: Any = None,
    high: Any = None,
    n: int | None = None,
    source: str = "",
    date: datetime | None = None,
    why: str = "not measured",
    currency: str = "USD",
) -> dict[str, Any]:
    """A number with its interval; sample, source and date in a tooltip; a dash with `why` when it is unknown."""
    return Evidence(low, high, n, source, date).show(value, fmt, currency) | {"why": why}


@register.inclusion_tag("components/reading.html")
def reading_of(item: Any, fmt: str = "compact", *, why: str = "not measured", currency: str = "USD") -> dict[str, Any]:
    """`reading` for an object with value, low, high, n, source and observed_at; None is unknown."""
    if item is None:
        return Evidence().show(None, fmt, currency) | {"why": why}
    behind = Evidence(item.low, item.high, item.n, str(item.source or ""), item.observed_at)
    return behind.show(item.value, fmt, currency) | {"why": why}


@register.inclusion_tag("components/stat.html")
def stat(
    label: str,
    value: Any,
    fmt: str = "compact",
    *,
    unit: str = "",
    low: Any = None,
    high: Any = None,
    n: int | None = None,
    source: str = "",
    date: datetime | None = None,
    why: str = "not measured yet",
    currency: str = "USD",
    icon: str = "",
    href: str = "",
    note: str = "",
    spark: SafeString | str = "",
) -> dict[str, Any]:
    """A card with one number. `fmt` "text" shows `value` as it is; `spark` takes a chart of `sparkline`."""
    seen = Evidence(low, high, n, source, date).show(value, fmt, currency)
    return seen | {"label": label, "unit": unit, "why": why, "icon": icon, "href": href, "note": note, "spark": spark}
