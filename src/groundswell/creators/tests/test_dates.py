"""Dates as people write them: the whole column decides whether the day or the month comes first."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.creators.imports.dates import DateEvidence, DateStyle, decide_dates, parse_date, parse_duration


def style_of(values: list[str], language: str = "en") -> DateStyle:
    evidence = DateEvidence()
    for value in values:
        evidence.add(value)
    return decide_dates(evidence, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/27/2026 06:08", datetime(2026, 3, 27, 6, 8, tzinfo=UTC)),
        ("27/03/2026", datetime(2026, 3, 27, tzinfo=UTC)),
        ("03.04.2026", datetime(2026, 4, 3, tzinfo=UTC)),
        ("Oct 3, 2026", datetime(2026, 10, 3, tzinfo=UTC)),
        ("3. Oktober 2026", datetime(2026, 10, 3, tzinfo=UTC)),
        ("3 de octubre de 2026", datetime(2026, 10, 3, tzinfo=UTC)),
        ("3 févr. 2026", datetime(2026, 2, 3, tzinfo=UTC)),
        ("Sat, 3 Oct 2026 06:08:09 GMT", datetime(2026, 10, 3, 6, 8, 9, tzinfo=UTC)),
        ("2025-05-11 09:55:16 -0400", datetime(2025, 5, 11, 13, 55, 16, tzinfo=UTC)),
        ("2026-10-03T09:10:00Z", datetime(2026, 10, 3, 9, 10, tzinfo=UTC)),
        ("2026-10-03T09:10:00.5+02:00", datetime(2026, 10, 3, 7, 10, 0, 500_000, tzinfo=UTC)),
        ("2026/10/03", datetime(2026, 10, 3, tzinfo=UTC)),
        ("20260901", datetime(2026, 9, 1, tzinfo=UTC)),
        ("45000", datetime(2023, 3, 15, tzinfo=UTC)),
        ("45000.5", datetime(2023, 3, 15, 12, tzinfo=UTC)),
        ("1788264000", datetime(2026, 9, 1, 12, tzinfo=UTC)),
        ("1788264000000", datetime(2026, 9, 1, 12, tzinfo=UTC)),
        ("12/25/26 6:08 PM", datetime(2026, 12, 25, 18, 8, tzinfo=UTC)),
    ],
)
def test_forms_of_a_date(text: str, expected: datetime) -> None:
    assert parse_date(text, style_of([text])) == expected


def test_one_day_above_twelve_decides_for_the_whole_column() -> None:
    style = style_of(["03/04/2026", "27/03/2026"])
    assert (style.order, style.ambiguous) == ("dmy", False)
    assert parse_date("03/04/2026", style) == datetime(2026, 4, 3, tzinfo=UTC)


def test_a_column_that_tells_nothing_is_ambiguous_and_says_so() -> None:
    english, german = style_of(["03/04/2026"]), style_of(["03/04/2026"], "de")
    assert (english.order, english.ambiguous) == ("mdy", True)
    assert (german.order, german.ambiguous) == ("dmy", True)
    assert "03/04/2026" in english.note
    assert not style_of(["04/04/2026"]).ambiguous


def test_a_column_in_both_orders_says_so_and_refuses_what_does_not_fit() -> None:
    style = style_of(["27/03/2026", "28/03/2026", "03/27/2026"])
    assert (style.order, style.ambiguous) == ("dmy", True)
    with pytest.raises(ValueError, match="not a date"):
        parse_date("03/27/2026", style)


def test_a_time_without_zone_is_the_workspaces() -> None:
    style = DateStyle(zone=ZoneInfo("Europe/Berlin"))
    assert parse_date("2026-07-01 12:00", style) == datetime(2026, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["tomorrow", "31/31/2026", "2026-02-30", "12:00", "99999999999999999999", "=TODAY()"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        parse_date(text, DateStyle())


def test_unknown_is_none() -> None:
    assert parse_date("(not set)", DateStyle()) is None


@pytest.mark.parametrize(
    ("text", "seconds"), [("0:09", 9), ("0:00:20", 20), ("1:02:03", 3723), ("44", 44), ("12.5", 12.5), ("9s", 9)]
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2089, 1, 1)),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d"]),
)
def test_a_written_date_comes_back(moment: datetime, form: str) -> None:
    text = moment.strftime(form)
    order = "dmy" if form.startswith("%d") else "mdy"
    parsed = parse_date(text, DateStyle(order))
    assert parsed is not None
    assert parsed.date() == moment.date()


@given(st.text(max_size=30))
def test_no_text_breaks_the_parsers(text: str) -> None:
    for parse in (lambda: parse_date(text, style_of([text])), lambda: parse_duration(text)):
        try:
            parse()
        except ValueError:
            continue
