"""Rows of a CSV file that has certain columns."""

import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from groundswell.kit.errors import BadInput

CELL = 131_072
"""Python's own limit is one for the whole process, and other readers raise it."""


def csv_rows(
    file: BinaryIO, name: str, needed: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """The number of each row, from 1 after the header, and its cells in the order of `needed` and `optional`, empty where
    there is none. `name` is what errors call the file; `BadInput` without a column needed, and for a broken row."""
    lines = (
        line.decode("utf-8-sig" if at == 0 else "utf-8", errors="replace").replace("\0", "")
        for at, line in enumerate(file)
    )
    reader = csv.reader(lines)
    header = [cell.strip().lower() for cell in next(reader, [])]
    if missing := [column for column in needed if column not in header]:
        cure = "Name the columns in the first line."
        raise BadInput(f"The {name} file lacks {', '.join(missing)}.", where=f"{name}, row 0", cure=cure)
    places = [header.index(column) if column in header else len(header) for column in (*needed, *optional)]
    try:
        for number, row in enumerate(reader, 1):
            if any(len(cell) > CELL for cell in row):
                raise BadInput(f"A cell is longer than {CELL:,} characters.", where=f"{name}, line {reader.line_num}")
            if row:
                yield number, [row[place].strip() if place < len(row) else "" for place in places]
    except csv.Error as error:
        raise BadInput(f"This row cannot be read: {error}.", where=f"{name}, line {reader.line_num}") from error
