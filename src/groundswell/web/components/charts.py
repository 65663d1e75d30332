"""Small charts as SVG made on the server: no script, readable in both themes, text that does not shrink on a phone.

Positions across are percentages and positions down are pixels, so a chart fills the width it gets while its text keeps
its size. Every value stands in a `<title>` too, and the whole in the chart's own title and description. Colours come
from the classes of groundswell.css.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from groundswell.web.components.formats import UNKNOWN, interval, money, percent, value_text

TOP, BOTTOM = 10.0, 26.0
MOST_LABELS = 7
SMALLEST = 1e-9  # a span below this is rounding noise, not a measurement
NONE = SafeString("")


@dataclass(frozen=True, slots=True)
class Bar:
    """One value with its name; `low` and `high` are its interval; None is unknown. `tone` is a colour class's end."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One series over the chart's labels; None leaves a gap. `low` and `high`, when given, are drawn as a band."""

    label: str
    values: Sequence[float | None]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to pixels from the top of a chart `height` pixels high."""

    ticks: tuple[float, ...]
    height: float

    def y(self, value: float) -> float:
        """Pixels from the top; the first tick lies at the bottom of the plot."""
        low, high = self.ticks[0], self.ticks[-1]
        span = self.height - TOP - BOTTOM
        return round(TOP + span * (1 - (value - low) / (high - low)), 2)


@dataclass(frozen=True, slots=True)
class Style:
    """How a chart's numbers are written: `fmt` is compact, number, percent or money (then in `currency`)."""

    title: str
    fmt: str = "compact"
    currency: str = "USD"
    height: int = 220

    def text(self, value: float | None) -> str:
        """One value as people read it."""
        return value_text(value, self.fmt, self.currency)

    def tick(self, value: float) -> str:
        """A round value at an axis, without needless decimals."""
        if self.fmt == "money" and value == int(value):
            return money(value, self.currency, digits=0)
        return (
            percent(value, digits=0) if self.fmt == "percent" and value * 100 == int(value * 100) else self.text(value)
        )

    def text_of(self, bar: Bar) -> str:
        """A value with its interval, when it has one."""
        between = interval(bar.low, bar.high, self.fmt, self.currency)
        return f"{self.text(bar.value)} ({between})" if between else self.text(bar.value)


def nice_ticks(low: float, high: float, count: int = 4) -> tuple[float, ...]:
    """At least two round numbers, ascending, that hold both `low` and `high` and always zero."""
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < SMALLEST:
        return (0.0, 1.0)
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10, 20) if m * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(n * step for n in range(first, last + 1))


def bar_chart(bars: Sequence[Bar], style: Style) -> SafeString:
    """Upright bars, with whiskers where an interval is known."""
    known = [v for b in bars for v in (b.value, b.low, b.high) if v is not None]
    if not known:
        return nothing(style)
    scale = Scale(nice_ticks(min(known), max(known)), style.height)
    slot = 100 / len(bars)
    drawn = [_upright(b, slot * i, slot, scale, style) for i, b in enumerate(bars)]
    body = format_html_join("", "{}", ((d,) for d in [_grid(scale, style), *drawn, _x_labels([b.label for b in bars])]))
    return _svg("chart-bars", style, _summary(bars, style), body)


def line_chart(labels: Sequence[str], lines: Sequence[Line], style: Style) -> SafeString:
    """Lines over the same labels, with bands where intervals are known and a legend when there are several."""
    known = [v for line in lines for v in (*line.values, *line.low, *line.high) if v is not None]
    if not known or not labels:
        return nothing(style)
    scale = Scale(nice_ticks(min(known), max(known)), style.height)
    drawn = [_series(line, n + 1, labels, scale, style) for n, line in enumerate(lines)]
    body = format_html_join("", "{}", ((d,) for d in [_grid(scale, style), *drawn, _x_labels(labels)]))
    ends = [Bar(x.label, x.values[-1]) for x in lines if x.values]
    chart = _svg("chart-lines", style, f"{labels[0]} to {labels[-1]}. Last: {_summary(ends, style)}", body)
    return chart if len(lines) < 2 else format_html("{}{}", legend([x.label for x in lines]), chart)


def sparkline(values: Sequence[float | None], title: str) -> SafeString:
    """A line without axes, the size of a word; empty when fewer than two values are known."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return format_html('<span class="unknown" title="{}: too few values">{}</span>', title, UNKNOWN)
    low, span = min(known), (max(known) - min(known)) or 1.0
    path = _path([None if v is None else 22 - 20 * (v - low) / span for v in values])
    direction = "up" if known[-1] > known[0] else "down" if known[-1] < known[0] else "flat"
    return format_html(
        '<svg class="sparkline sparkline-{}" viewBox="0 0 100 24" preserveAspectRatio="none" role="img"'
        ' aria-label="{}"><path d="{}"/></svg>',
        direction,
        title,
        path,
    )


def interval_bars(bars: Iterable[Bar], style: Style) -> SafeString:
    """A table of horizontal bars with interval whiskers: names left, numbers right, readable at any width."""
    rows = list(bars)
    known = [v for b in rows for v in (b.value, b.low, b.high) if v is not None]
    if not known:
        return nothing(style)
    low, high = min(0.0, *known), max(0.0, *known)
    span = (high - low) or 1.0
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="hbars-plot">{}</td><td class="hbars-value">{}'
        '<span class="hbars-interval">{}</span></td></tr>',
        (
            (b.label, _flat(b, low, span), style.text(b.value), interval(b.low, b.high, style.fmt, style.currency))
            for b in rows
        ),
    )
    return format_html(
        '<table class="hbars"><caption class="visually-hidden">{}</caption><tbody>{}</tbody></table>', style.title, body
    )


def legend(names: Sequence[str]) -> SafeString:
    """The colours of a chart's series, in their order."""
    items = format_html_join("", '<li class="series-{}">{}</li>', ((n + 1, name) for n, name in enumerate(names)))
    return format_html('<ul class="chart-legend">{}</ul>', items)


def nothing(style: Style) -> SafeString:
    """What stands where a chart has no known value."""
    return format_html('<p class="chart-nothing"><b>{}</b>: nothing measured yet.</p>', style.title)


def _svg(kind: str, style: Style, summary: str, body: SafeString) -> SafeString:
    uid = "c" + hashlib.sha256(f"{style}{summary}{body}".encode()).hexdigest()[:10]
    return format_html(
        '<svg class="chart-svg {0}" height="{1}" role="img" aria-labelledby="{2}-t {2}-d">'
        '<title id="{2}-t">{3}</title><desc id="{2}-d">{4}</desc>{5}</svg>',
        kind,
        style.height,
        uid,
        style.title,
        summary,
        body,
    )


def _summary(bars: Sequence[Bar], style: Style) -> str:
    return "; ".join(f"{b.label}: {style.text_of(b)}" for b in bars)


def _grid(scale: Scale, style: Style) -> SafeString:
    rows = [(scale.y(t), scale.y(t) + 4, style.tick(t), "chart-zero" if t == 0 else "") for t in scale.ticks]
    lines = '<line class="{3}" x1="0" x2="100%" y1="{0}" y2="{0}"/><text x="-8" y="{1}">{2}</text>'
    return format_html('<g class="chart-grid" aria-hidden="true">{}</g>', format_html_join("", lines, rows))


def _x_labels(labels: Sequence[str]) -> SafeString:
    slot, every = 100 / len(labels), math.ceil(len(labels) / MOST_LABELS)
    shown = [(round(slot * (i + 0.5), 3), label) for i, label in enumerate(labels) if i % every == 0]
    texts = format_html_join("", '<text x="{}%" y="100%" dy="-6">{}</text>', shown)
    return format_html('<g class="chart-x" aria-hidden="true">{}</g>', texts)


def _upright(bar: Bar, x: float, slot: float, scale: Scale, style: Style) -> SafeString:
    if bar.value is None:
        return NONE
    top, zero = scale.y(max(bar.value, 0.0)), scale.y(min(bar.value, 0.0))
    rect = format_html(
        '<rect class="{}" x="{}%" width="{}%" y="{}" height="{}" rx="3"/>',
        f"tone-{bar.tone}" if bar.tone else "",
        round(x + slot * 0.18, 3),
        round(slot * 0.64, 3),
        top,
        round(max(zero - top, 1.0), 2),
    )
    middle = round(x + slot / 2, 3)
    whisker = NONE
    if bar.low is not None and bar.high is not None:
        pattern = '<line class="whisker" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>'
        whisker = format_html(pattern, middle, scale.y(bar.high), scale.y(bar.low))
    return format_html("<g><title>{}: {}</title>{}{}</g>", bar.label, style.text_of(bar), rect, whisker)


def _series(line: Line, number: int, labels: Sequence[str], scale: Scale, style: Style) -> SafeString:
    slot = 100 / len(labels)
    plot = format_html(
        '<svg class="chart-plot" viewBox="{} 0 100 {}" preserveAspectRatio="none" width="100%" height="{}">{}'
        '<path class="line" d="{}"/></svg>',
        round(-slot / 2, 4),
        scale.height,
        scale.height,
        _band(line, slot, scale),
        _path([None if v is None else scale.y(v) for v in line.values], slot),
    )
    dots = format_html_join(
        "",
        '<circle cx="{}%" cy="{}" r="4"><title>{}, {}: {}</title></circle>',
        (
            (round(slot * (i + 0.5), 3), scale.y(v), line.label, label, style.text(v))
            for i, (label, v) in enumerate(zip(labels, line.values, strict=False))
            if v is not None
        ),
    )
    return format_html('<g class="series-{}">{}{}</g>', number, plot, dots)


def _band(line: Line, slot: float, scale: Scale) -> SafeString:
    pairs = zip(line.low, line.high, strict=False)
    ends = [(i * slot, a, b) for i, (a, b) in enumerate(pairs) if a is not None and b is not None]
    if len(ends) < 2:
        return NONE
    upper = [f"{x:.3f} {scale.y(high)}" for x, _, high in ends]
    lower = [f"{x:.3f} {scale.y(low)}" for x, low, _ in reversed(ends)]
    return format_html('<path class="band" d="M{}Z"/>', "L".join(upper + lower))


def _path(heights: Sequence[float | None], step: float | None = None) -> str:
    """SVG path over evenly spaced heights; a None lifts the pen."""
    step = step if step is not None else 100 / (len(heights) - 1)
    parts, down = [], False
    for i, y in enumerate(heights):
        if y is not None:
            parts.append(f"{'L' if down else 'M'}{i * step:.3f} {y:.2f}")
        down = y is not None
    return "".join(parts)


def _flat(bar: Bar, low: float, span: float) -> SafeString:
    if bar.value is None:
        return NONE
    start, end = sorted((_share(0.0, low, span), _share(bar.value, low, span)))
    whisker = NONE
    if bar.low is not None and bar.high is not None:
        pattern = '<line class="whisker" x1="{0}%" x2="{1}%" y1="50%" y2="50%"/>'
        ends = (_share(bar.low, low, span), _share(bar.high, low, span))
        caps = '<line class="whisker" x1="{0}%" x2="{0}%" y1="25%" y2="75%"/>'
        whisker = format_html("{}{}{}", format_html(pattern, *ends), *(format_html(caps, e) for e in ends))
    return format_html(
        '<svg class="hbar" height="20" aria-hidden="true"><rect class="{}" x="{}%" width="{}%" y="3" height="14" rx="3"/>'
        "{}</svg>",
        f"tone-{bar.tone}" if bar.tone else "",
        start,
        max(round(end - start, 3), 0.4),
        whisker,
    )


def _share(value: float, low: float, span: float) -> float:
    return round(100 * (value - low) / span, 3)
