"""Tables out of the house: CSV, XLSX and JSON Lines that a spreadsheet opens without running anything."""

import csv
import io
import json
import math
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import xlsxwriter

from groundswell.kit.errors import BadInput

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}
CHUNK = 64 * 1024
SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
EXACT_IN_A_SHEET = 2**53

# OWASP, "CSV injection": what makes a spreadsheet take a cell for a formula.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z")

Row = Mapping[str, Any]
Columns = Sequence[str] | Mapping[str, str]


def write_table(rows: Iterable[Row], columns: Columns, format: str) -> bytes:
    """The whole table; see `stream_table`."""
    return b"".join(stream_table(rows, columns, format))


def stream_table(rows: Iterable[Row], columns: Columns, format: str) -> Iterator[bytes]:
    """The table piece by piece, in memory that does not grow with it.

    `columns` are the keys to take from each row, in order; as a mapping they are key to header. `format` is "csv"
    (UTF-8 with a byte-order mark, so that Excel reads it right), "xlsx" or "jsonl"; `BadInput` for another one.
    In csv and xlsx a text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers.
    """
    if format == "csv":
        return _csv(rows, columns)
    if format == "jsonl":
        return _jsonl(rows, columns)
    if format == "xlsx":
        return _xlsx(rows, columns)
    raise BadInput(
        f"“{format}” is not a format for tables.", where="format", cure=f"Use one of {', '.join(CONTENT_TYPES)}."
    )


def neutral(text: str) -> str:
    """The text with a leading apostrophe when a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def restored(text: str) -> str:
    """What `neutral` was given: an apostrophe before a formula's first character is taken off again."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def _headers(columns: Columns) -> list[str]:
    return list(columns.values()) if isinstance(columns, Mapping) else list(columns)


def _csv(rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    lines = ([_text(row.get(key)) for key in columns] for row in rows)
    for line in chain([_headers(columns)], lines):
        writer.writerow(line)
        if buffer.tell() >= CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _jsonl(rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
    names = dict(zip(columns, _headers(columns), strict=True))
    for row in rows:
        document = {name: _plain(row.get(key)) for key, name in names.items()}
        yield json.dumps(document, ensure_ascii=False, default=str).encode() + b"\n"


def _xlsx(rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        # constant_memory keeps one row at a time; the strings then stand in the cells themselves.
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        dates = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.freeze_panes(1, 0)
        for place, header in enumerate(_headers(columns)):
            sheet.write_string(0, place, header, bold)
        for line, row in enumerate(rows, start=1):
            if line >= SHEET_ROWS:
                raise BadInput(
                    f"A sheet holds no more than {SHEET_ROWS - 1:,} rows.", where="xlsx", cure="Export it as csv."
                )
            for place, key in enumerate(columns):
                _write_cell(sheet, line, place, row.get(key), dates)
        book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _write_cell(sheet: Any, line: int, place: int, value: Any, dates: tuple[Any, Any]) -> None:
    day, moment = dates
    if isinstance(value, datetime):
        sheet.write_datetime(line, place, _utc(value).replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001  # a date has no zone
    elif (number := _number(value)) is not None:
        sheet.write_number(line, place, number)
    elif text := _text(value):
        # A longer text would be left out altogether.
        sheet.write_string(line, place, text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…")


def _number(value: Any) -> float | None:
    """The value as a sheet's number; None when it is none or would not survive as one."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = float(value)
    return number if math.isfinite(number) and abs(number) <= EXACT_IN_A_SHEET else None


def _text(value: Any) -> str:
    """The value as a cell's text: empty when unknown, and never a formula."""
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return (
        json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, dict | list | tuple | bool)
        else str(value)
    )


def _plain(value: Any) -> Any:
    """The value as JSON writes it; a number that is none becomes unknown."""
    if isinstance(value, datetime):
        return _utc(value).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
