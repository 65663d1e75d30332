"""Charts made on the server: exact drawing, gaps, escaping, and properties over any numbers."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.web.components import charts
from groundswell.web.components.charts import Bar, Line, Scale, Style, nice_ticks

HOSTILE = '"><script>alert(1)</script>'
numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda v: round(v, 6))
maybe = st.none() | numbers


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as XML: it must be well-formed."""
    return ElementTree.fromstring(f"<div>{svg}</div>")  # our own drawing


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0, (0.0, 1.0)),
        (0, 5e-324, (0.0, 1.0)),
        (4, 31, (0.0, 10.0, 20.0, 30.0, 40.0)),
        (-180, 530, (-200.0, 0.0, 200.0, 400.0, 600.0)),
        (0, 0.041, (0.0, 0.02, 0.04, 0.06)),
        (-3, -1, (-3.0, -2.0, -1.0, 0.0)),
    ],
)
def test_ticks(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(low, high) == pytest.approx(ticks)


@given(numbers, numbers)
def test_ticks_hold_both_ends_and_zero(first: float, second: float) -> None:
    low, high = sorted((first, second))
    ticks = nice_ticks(low, high)
    assert list(ticks) == sorted(set(ticks))
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 0.0 in ticks
    assert 2 <= len(ticks) <= 7


def test_scale_puts_the_lowest_tick_at_the_bottom() -> None:
    scale = Scale((0.0, 50.0, 100.0), 136)
    assert (scale.y(0), scale.y(50), scale.y(100)) == (110, 60, 10)


def test_bars_are_drawn_where_they_belong() -> None:
    svg = charts.bar_chart([Bar("Maya", 100.0, 50.0, 100.0), Bar("Jo", None)], Style("Clicks", "number", height=136))
    rects = re.findall(r"<rect [^>]*>", svg)
    assert rects == ['<rect class="" x="9.0%" width="32.0%" y="10.0" height="100.0" rx="3"/>']
    assert '<line class="whisker" x1="25.0%" x2="25.0%" y1="10.0" y2="60.0"/>' in svg
    assert "<title>Maya: 100 (50–100)</title>" in svg
    assert "Maya: 100 (50–100); Jo: —</desc>" in svg


def test_a_negative_bar_hangs_from_zero() -> None:
    svg = charts.bar_chart([Bar("Loss", -100.0)], Style("Contribution", "money", height=136))
    assert 'y="10.0" height="100.0"' in svg
    assert "Loss: -$100.00" in svg
    assert ">$0<" in svg


def test_a_line_lifts_its_pen_over_unknown_values() -> None:
    svg = charts.line_chart(["a", "b", "c", "d"], [Line("Orders", [0.0, 1.0, None, 1.0])], Style("T", height=136))
    path = re.search(r'class="line" d="([^"]*)"', svg)
    assert path is not None
    assert path[1] == "M0.000 110.00L25.000 10.00M75.000 10.00"
    assert svg.count("<circle") == 3
    assert "chart-legend" not in svg


def test_several_lines_have_a_legend_and_a_band_where_there_are_intervals() -> None:
    lines = [Line("Clicks", [1.0, 2.0], [0.5, 1.5], [1.5, 2.5]), Line("Orders", [0.0, 1.0])]
    svg = charts.line_chart(["a", "b"], lines, Style("T"))
    assert svg.count('class="band"') == 1
    assert '<li class="series-2">Orders</li>' in svg


def test_at_most_seven_labels_stand_under_a_chart() -> None:
    svg = charts.bar_chart([Bar(f"d{i}", 1.0) for i in range(90)], Style("T"))
    assert len(re.findall(r"<text x=\"[\d.]+%\"", svg)) == 7


def test_interval_bars_measure_from_zero() -> None:
    svg = charts.interval_bars([Bar("US", 0.5, 0.25, 1.0), Bar("?", None)], Style("Country", "percent"))
    assert 'x="0.0%" width="50.0%"' in svg
    assert 'x1="25.0%" x2="100.0%"' in svg
    assert "50.0%<span" in svg
    assert "—<span" in svg


def test_nothing_known_says_so() -> None:
    for svg in (
        charts.bar_chart([Bar("a", None)], Style("Reach")),
        charts.line_chart([], [], Style("Reach")),
        charts.interval_bars([], Style("Reach")),
    ):
        assert svg == '<p class="chart-nothing"><b>Reach</b>: nothing measured yet.</p>'
    assert "too few values" in charts.sparkline([None, 3], "Clicks")


@pytest.mark.parametrize(("values", "direction"), [([1, 2], "up"), ([2, 1], "down"), ([1, 3, 1], "flat")])
def test_sparkline_knows_its_direction(values: list[float], direction: str) -> None:
    assert f"sparkline-{direction}" in charts.sparkline(values, "Clicks")


def test_hostile_text_stays_text() -> None:
    bars = [Bar(HOSTILE, 1.0, 0.5, 1.5, tone=HOSTILE)]
    style = Style(HOSTILE)
    for svg in (
        charts.bar_chart(bars, style),
        charts.interval_bars(bars, style),
        charts.line_chart([HOSTILE, "b"], [Line(HOSTILE, [1.0, 2.0]), Line("x", [1.0])], style),
        charts.sparkline([1, 2], HOSTILE),
        charts.interval_bars([], style),
    ):
        assert "<script>" not in svg
        parsed(svg)


@given(st.lists(st.tuples(st.text(max_size=8), maybe, maybe, maybe), min_size=1, max_size=12))
def test_any_bars_are_well_formed_and_inside_the_plot(
    rows: list[tuple[str, float | None, float | None, float | None]],
) -> None:
    labels = [re.sub(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", label) for label, *_ in rows]
    bars = [Bar(label, value, low, high) for label, (_, value, low, high) in zip(labels, rows, strict=True)]
    tree = parsed(charts.bar_chart(bars, Style("Any")))
    for rect in tree.iter("rect"):
        assert 0 <= float(rect.attrib["y"]) <= 220
        assert float(rect.attrib["height"]) >= 1
    assert len(list(tree.iter("rect"))) == sum(1 for b in bars if b.value is not None)
    parsed(charts.interval_bars(bars, Style("Any", "percent")))


@given(st.lists(maybe, max_size=30))
def test_any_line_is_well_formed_and_draws_each_known_value_once(values: list[float | None]) -> None:
    svg = charts.line_chart([str(i) for i in range(len(values))], [Line("Any", values)], Style("Any"))
    assert len(list(parsed(svg).iter("circle"))) == sum(1 for v in values if v is not None)
    parsed(charts.sparkline(values, "Any"))
