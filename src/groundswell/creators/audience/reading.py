"""Follower samples out of files: CSV with a header, or JSON Lines."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from groundswell.creators.audience.follower import Follower
from groundswell.kit.errors import BadInput

FIELDS = ("name", "bio", "location", "text", "language")
MOST_CHARACTERS = 64 * 2**20  # of one cell


def read_followers(file: BinaryIO) -> Iterator[Follower]:
    """One follower a row or line, in memory that does not grow with the file; `BadInput` names the line that is none,
    and a file without any of the known columns or without rows."""
    lines = _decoded(file)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise BadInput("The file holds no followers.", cure=f"Give rows with {', '.join(FIELDS)}; any may be empty.")
    json_lines = first.lstrip().startswith("{")
    rows = _json_rows(first, lines) if json_lines else _csv_rows(first, lines)
    empty = True
    for row in rows:
        empty = False
        yield Follower(**{name: _text(row.get(name)) for name in FIELDS})
    if empty:
        raise BadInput("The file holds a header and no followers.", where="line 2")


def _decoded(file: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(file):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace")


def _json_rows(first: str, lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(_again(first, lines), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadInput(f"This line is no JSON: {error}.", where=f"line {number}") from error
        if not isinstance(row, dict):
            raise BadInput("Each line must be a JSON object.", where=f"line {number}")
        yield {str(key).strip().lower(): value for key, value in row.items()}


def _csv_rows(first: str, lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(MOST_CHARACTERS)
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader((line.replace("\0", "") for line in _again(first, lines)), delimiter=delimiter)
    header = [cell.strip().lower() for cell in next(reader)]
    if not set(header) & set(FIELDS):
        raise BadInput(
            "None of the columns is known.", where="line 1", cure=f"Name at least one of {', '.join(FIELDS)}."
        )
    try:
        for row in reader:
            if row:
                yield dict(zip(header, row, strict=False))
    except csv.Error as error:
        raise BadInput(f"This row cannot be read: {error}.", where=f"line {reader.line_num}") from error


def _again(first: str, lines: Iterable[str]) -> Iterator[str]:
    yield first
    yield from lines


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
