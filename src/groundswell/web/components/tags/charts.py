"""Charts: SVG made on the server, and uPlot where people zoom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from groundswell.web.components import charts

register = template.Library()


@register.simple_tag
def bar_chart(bars: Sequence[charts.Bar], title: str, **style: Any) -> SafeString:
    """Upright bars from a list of `charts.Bar`; style: fmt, currency, height."""
    return charts.bar_chart(bars, charts.Style(title, **style))


@register.simple_tag
def interval_bars(bars: Sequence[charts.Bar], title: str, **style: Any) -> SafeString:
    """Horizontal bars with interval whiskers from a list of `charts.Bar`."""
    return charts.interval_bars(bars, charts.Style(title, **style))


@register.simple_tag
def line_chart(labels: Sequence[str], lines: Sequence[charts.Line], title: str, **style: Any) -> SafeString:
    """Lines over `labels` from a list of `charts.Line`."""
    return charts.line_chart(labels, lines, charts.Style(title, **style))


@register.simple_tag
def sparkline(values: Sequence[float | None], title: str) -> SafeString:
    """A word-sized line."""
    return charts.sparkline(values, title)


@register.inclusion_tag("components/chart.html")
def chart(data: Mapping[str, Any], id: str, title: str, height: int = 240) -> dict[str, Any]:
    """A zoomable chart by uPlot; the page must also have `{% chart_assets %}` in its scripts block.

    `data`: {"x": [seconds since 1970, or numbers], "time": bool, "fmt": "compact|number|percent|money",
    "currency": "USD", "series": [{"label": …, "values": […], "low": […]?, "high": […]?, "kind": "line|bar"}]}.
    """
    return {"data": data, "data_id": f"{id}-data", "id": id, "title": title, "height": height}


@register.inclusion_tag("components/chart_assets.html")
def chart_assets() -> dict[str, Any]:
    """uPlot and the script that feeds it."""
    return {}
