"""Numbers as people write them: the whole column decides which mark is the decimal one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.creators.imports.numbers import (
    Evidence,
    NumberStyle,
    decide,
    hint_of,
    parse_count,
    parse_number,
    parse_rate,
)


def style_of(values: list[str], *, whole: bool = False, rate: bool = False, hint: str = "") -> NumberStyle:
    evidence = Evidence()
    for value in values:
        evidence.add(value)
    return decide(evidence, whole=whole, rate=rate, hint=hint)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["1.2K", "18,400"], [1200, 18400]),
        (["1.250", "300"], [1250, 300]),
        (["12,5 Mio", "1,2M"], [12_500_000, 1_200_000]),
        (["36225.0", "12"], [36225, 12]),
        (["1'000", "2’500"], [1000, 2500]),
        (["1 234 567", "3\u202f000"], [1_234_567, 3000]),
        (["1.234.567"], [1_234_567]),
        (["1,234,567"], [1_234_567]),
        (["3B", "2,000"], [3_000_000_000, 2000]),
    ],
)
def test_counts(column: list[str], expected: list[int]) -> None:
    style = style_of(column, whole=True)
    assert [parse_count(text, style) for text in column] == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["1.250,50", "3"], ["1250.50", "3"]),
        (["1,250.50", "3,000"], ["1250.50", "3000"]),
        (["(12.00)", "$1,000.50", "-3"], ["-12.00", "1000.50", "-3"]),
        (["€ 1.000,00", "12,5"], ["1000.00", "12.5"]),
        (["−4.5", ".5"], ["-4.5", "0.5"]),
        (["Rs. 1,200.00", "₹12,34,567.50"], ["1200.00", "1234567.50"]),
    ],
)
def test_amounts(column: list[str], expected: list[str]) -> None:
    style = style_of(column)
    assert [parse_number(text, style) for text in column] == [Decimal(text) for text in expected]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["3 %", "2.5%"], [0.03, 0.025]),
        (["4,5", "3,2"], [0.045, 0.032]),
        (["0.031", "0.5"], [0.031, 0.5]),
        (["3.20%", "0.40%"], [0.032, 0.004]),
        (["12", "0.5"], [0.12, 0.005]),
    ],
)
def test_rates_in_percent_and_as_shares(column: list[str], expected: list[float]) -> None:
    style = style_of(column, rate=True)
    assert [parse_rate(text, style) for text in column] == pytest.approx(expected)


def test_a_column_that_could_be_read_either_way_says_so() -> None:
    style = style_of(["1.250", "3.400"])
    assert not style.sure
    assert "1.250" in style.note
    assert parse_number("1.250", style) == Decimal("1.250")


def test_the_rest_of_the_file_decides_for_a_column_that_cannot() -> None:
    evidence = Evidence()
    evidence.add("12,50")
    hint = hint_of([(evidence, decide(evidence, whole=False))], "comma")
    assert parse_number("1.250", style_of(["1.250"], hint=hint)) == Decimal(1250)


def test_a_column_with_both_marks_reads_each_number_by_itself() -> None:
    style = style_of(["1,5", "2.5"])
    assert not style.sure
    assert [parse_number(text, style) for text in ("1,5", "2.5")] == [Decimal("1.5"), Decimal("2.5")]


@pytest.mark.parametrize("text", ["", "-", "n/a", "(not set)", "NULL", "nan"])
def test_unknown_is_none_not_zero(text: str) -> None:
    assert parse_number(text, NumberStyle()) is None


@pytest.mark.parametrize("text", ["abc", "12 apples", "1..2", "=1+1", "inf", "²", "1.2.3", "1,2,3.4.5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        parse_number(text, NumberStyle())


@pytest.mark.parametrize("text", ["1.5", "99999999999999999999"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        parse_count(text, NumberStyle())


@given(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    st.sampled_from([(",", "."), (".", ","), ("'", "."), (" ", ",")]),
)
def test_every_way_of_grouping_gives_the_number_back(number: Decimal, marks: tuple[str, str]) -> None:
    group, decimal = marks
    text = f"{number:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    assert parse_number(text, style_of([text])) == number


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20), st.sampled_from([",", ".", " ", "'", ""]))
def test_counts_come_back_from_any_grouping(numbers: list[int], group: str) -> None:
    column = [f"{number:,}".replace(",", group) for number in numbers]
    style = style_of(column, whole=True)
    assert [parse_count(text, style) for text in column] == numbers


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    style = style_of([text])
    try:
        value = parse_number(text, style)
    except ValueError:
        return
    assert value is None or value.is_finite()
