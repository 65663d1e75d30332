"""Tables that leave the house: nothing in them runs, numbers stay numbers, and they come back as they were."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from groundswell.kit import tables
from groundswell.kit.errors import BadInput

FORMULAS = ["=HYPERLINK(1)", "+1 555 0100", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_csv_holds_headers_and_cells() -> None:
    row = {
        "name": "Zoë, “the runner”", "fee": Decimal("12.50"), "n": -3, "rate": 0.25, "ok": True, "gone": None,
        "at": datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2))), "on": date(2026, 3, 1), "topics": ["a", "b"],
    }  # fmt: skip
    data = tables.write_table([row], [*row, "absent"], "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    headers, cells = read_csv(data)
    assert headers == [*row, "absent"]
    assert cells == [
        "Zoë, “the runner”",
        "12.50",
        "-3",
        "0.25",
        "true",
        "",
        "2026-03-01T10:00:00Z",
        "2026-03-01",
        '["a", "b"]',
        "",
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert read_csv(tables.write_table([{"a": text}], ["a"], "csv"))[1] == [f"'{text}"]
    assert tables.neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12.5", "+3", "-1e5", "-.5"])
def test_a_number_written_as_text_is_left_alone(text: str) -> None:
    assert tables.neutral(text) == text


@given(st.text())
def test_what_was_neutralised_comes_back(text: str) -> None:
    assume_plain = not (text.startswith("'") and len(text) > 1 and text[1] in "=+-@\t\r")
    assert not tables.neutral(text).startswith(("=", "@", "\t", "\r"))
    if assume_plain:
        assert tables.restored(tables.neutral(text)) == text


def test_xlsx_keeps_types_and_runs_nothing() -> None:
    row = {
        "f": "=1+1",
        "n": 7,
        "d": Decimal("-1.25"),
        "at": datetime(2026, 3, 1, 12, tzinfo=UTC),
        "big": 2**60,
        "nan": float("nan"),
        "long": "x" * 40_000,
    }
    headers, cells = read_xlsx(tables.write_table([row], list(row), "xlsx"))
    assert headers == list(row)
    assert cells[:5] == ["'=1+1", 7.0, -1.25, datetime(2026, 3, 1, 12), str(2**60)]
    assert cells[5] == ""
    assert isinstance(cells[6], str)
    assert len(cells[6]) == 32_767


def test_columns_may_be_named_for_people() -> None:
    assert read_csv(tables.write_table([{"cpo": 3}], {"cpo": "Cost per order"}, "csv")) == [["Cost per order"], ["3"]]


def test_json_lines_are_one_document_each_and_not_neutralised() -> None:
    rows: list[dict[str, Any]] = [{"a": "=1", "n": 1, "x": float("inf")}, {"a": None, "n": Decimal("2.10")}]
    lines = tables.write_table(rows, ["a", "n", "x"], "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == [{"a": "=1", "n": 1, "x": None}, {"a": None, "n": "2.10", "x": None}]


def test_a_large_table_streams() -> None:
    pieces = tables.stream_table(({"n": n, "text": "x" * 100} for n in range(5_000)), ["n", "text"], "csv")
    sizes = [len(piece) for piece in pieces]
    assert len(sizes) > 5
    assert max(sizes) < 2 * tables.CHUNK


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(BadInput, match="pdf"):
        tables.stream_table([], [], "pdf")
