"""Files as they come: encodings, delimiters, workbooks, JSON; and those that must be refused."""

import csv
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.creators.errors import FileRefused
from groundswell.creators.imports.dialects import DELIMITERS
from groundswell.creators.imports.tables import Broken, Table, read_table
from groundswell.creators.tests.conftest import PutFile

ROWS = [
    ["Name", "City", "Note"],
    ["Zoë Müller", "Köln", "a, b; c"],
    ["Ann", "Łódź", 'says "hi"'],
    ["Tom", "", "two\nlines"],
]


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def all_rows(table: Table) -> list[object]:
    return [cells for _, cells in table.rows()]


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_delimiter_in_every_encoding(put: PutFile, delimiter: str, encoding: str) -> None:
    table = read_table(put("a.csv", written(ROWS, delimiter), encoding))
    assert table.header == ("Name", "City", "Note")
    assert all_rows(table) == ROWS[1:]


def test_windows_1252(put: PutFile) -> None:
    table = read_table(put("a.csv", "Name;Stadt\nZoë;Köln – Süd\n", "cp1252"))
    assert (table.facts["encoding"], all_rows(table)) == ("Windows-1252", [["Zoë", "Köln – Süd"]])


def test_a_sep_line_names_the_delimiter_even_in_utf_16(put: PutFile) -> None:
    table = read_table(put("a.csv", 'sep=,\r\n"Date","Views"\r\n"2026-01-01","1;2;3"\r\n', "utf-16"))
    assert (table.header, all_rows(table)) == (("Date", "Views"), [["2026-01-01", "1;2;3"]])


def test_comments_and_blank_lines_stand_before_the_header_only(put: PutFile) -> None:
    table = read_table(put("a.csv", "# GA4 export\n# from today\n\nName,Total\n#1001,3\n\n,\n#1002,4\n"))
    assert table.header == ("Name", "Total")
    assert list(table.rows()) == [(1, ["#1001", "3"]), (4, ["#1002", "4"])] or all_rows(table) == [
        ["#1001", "3"],
        ["#1002", "4"],
    ]


def test_a_header_may_begin_with_a_number_sign(put: PutFile) -> None:
    assert read_table(put("a.csv", "#,Name,E-mail\n1,Ann,ann@x.example\n")).header == ("#", "Name", "E-mail")


def test_quoted_delimiters_do_not_mislead(put: PutFile) -> None:
    table = read_table(put("a.csv", '"Name, full";"Bio"\n"Lind, Maya";"runs, swims, bikes"\n'))
    assert (table.facts["delimiter"], table.header) == ("semicolon", ("Name, full", "Bio"))


def test_columns_of_one_name_are_told_apart_and_said_so(put: PutFile) -> None:
    table = read_table(put("a.csv", "Email,Name,Email,\na,b,c,d\n"))
    assert table.header == ("Email", "Name", "Email (2)", "Column 4")
    assert "Email (2)" in table.notes[0]


def test_ragged_rows_are_broken_and_the_others_are_read(put: PutFile) -> None:
    table = read_table(put("a.csv", "a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n"))
    first, short, long, padded = all_rows(table)
    assert (first, padded) == (["1", "2", "3"], ["1", "2", "3"])
    assert isinstance(short, Broken)
    assert "2 cells where the header has 3" in short.reason
    assert isinstance(long, Broken)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n  \n", "file_empty"),
        (b"\x00\x01\x02\x03binary\x00\x00\x05", "file_binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "file_binary"),
        (b"maya@example.com,12,DE\ntom@example.com,13,AT\n", "no_header"),
        (b"PK\x03\x04 not really a zip", "file_truncated"),
        (b'{"a": [1, 2', "file_unreadable"),
        (b'["no", "objects"]', "file_unreadable"),
    ],
)
def test_what_is_no_table_is_refused_with_its_code(put: PutFile, content: bytes, code: str) -> None:
    name = "a.json" if content[:1] in b"{[" and content else "a.csv"
    with pytest.raises(FileRefused) as refused:
        read_table(put(name, content))
    assert refused.value.code == code
    assert name in refused.value.message


def test_a_quote_that_is_never_closed_names_the_row(put: PutFile) -> None:
    table = read_table(put("cut.csv", 'a,b\n1,2\n3,"cut off'))
    with pytest.raises(FileRefused, match="row 2") as refused:
        all_rows(table)
    assert refused.value.code == "file_truncated"


def test_quotes_that_do_not_match_break_one_row_only(put: PutFile) -> None:
    rows = all_rows(read_table(put("a.csv", 'a,b\n"x"y,2\n3,4\n')))
    assert isinstance(rows[0], Broken)
    assert rows[1] == ["3", "4"]


def test_a_file_above_the_limit_is_refused_before_it_is_read(put: PutFile) -> None:
    with pytest.raises(FileRefused, match=r"big\.csv has .* the limit for one file is 1,000 bytes"):
        read_table(put("big.csv", "a,b\n" + "1,2\n" * 400), limit=1000)


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book)
    return path


def test_a_workbook_reads_as_a_csv_would(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Empty")
        sheet = book.add_worksheet("People")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Id", "Name", "Since", "Rate", "Link", "Ok"])
        sheet.write_number(1, 0, 42.0)
        sheet.write_string(1, 1, "=HYPERLINK(evil)")
        sheet.write_number(1, 2, 45000, day)
        sheet.write_number(1, 3, 0.031)
        sheet.write_formula(1, 4, '=HYPERLINK("http://evil.example","click")', value="click")
        sheet.write_boolean(1, 5, True)
        book.add_worksheet("Other").write(0, 0, "x")

    table = read_table(workbook(tmp_path / "a.xlsx", fill))
    assert all_rows(table) == [["42", "=HYPERLINK(evil)", "2023-03-15", "0.031", "click", "true"]]
    assert "Other" in table.notes[0]


def test_a_zip_bomb_that_calls_itself_a_workbook_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    with pytest.raises(FileRefused) as refused:
        read_table(path)
    assert refused.value.code == "file_bomb"


def test_a_workbook_that_lost_its_end_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet().write_row(0, 0, ["a", "b"]))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FileRefused) as refused:
        read_table(path)
    assert refused.value.code == "file_truncated"


@pytest.mark.parametrize(
    "content",
    [
        '[{"name": "Ann", "geo": {"city": "Ghent"}, "tags": ["a", "b"]}, {"name": "Tom", "followers": 12}]',
        '{"total": 2, "items": [{"name": "Ann", "geo": {"city": "Ghent"}, "tags": ["a", "b"]}, {"name": "Tom", "followers": 12}]}',
        '{"name": "Ann", "geo": {"city": "Ghent"}, "tags": ["a", "b"]}\n\n{"name": "Tom", "followers": 12}\n',
    ],
)
def test_json_and_json_lines(put: PutFile, content: str) -> None:
    table = read_table(put("a.json", content))
    assert table.header == ("name", "geo.city", "tags", "followers")
    assert all_rows(table) == [["Ann", "Ghent", "a, b", ""], ["Tom", "", "", "12"]]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff", exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=8), st.sampled_from(DELIMITERS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_writer_writes_comes_back(put: PutFile, rows: list[list[str]], delimiter: str) -> None:
    rows = [[f"x{cell}" for cell in row] for row in rows]
    table = read_table(put("a.csv", written([["Name", "City", "Text"], *rows], delimiter)))
    assert all_rows(table) == rows


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.json"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_break_the_reader(put: PutFile, content: bytes, name: str) -> None:
    with suppress(FileRefused):
        all_rows(read_table(put(name, content)))
