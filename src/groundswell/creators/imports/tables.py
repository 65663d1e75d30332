"""A file as a header and rows of text, whatever it was."""

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from groundswell.creators.errors import FileRefused
from groundswell.creators.imports import files
from groundswell.creators.imports.dialects import NAMES, Dialect, detect_dialect, lines_of, open_text
from groundswell.creators.imports.documents import Document
from groundswell.creators.imports.headers import looks_like_data, unique_header
from groundswell.creators.imports.sheets import Sheet

CELL_LIMIT = 1_000_000  # characters in one cell; more is a quote that was never closed
DEFAULT_LIMIT = 200 * 1024 * 1024
csv.field_size_limit(CELL_LIMIT)


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be cut into cells."""

    reason: str


Cells = list[str] | Broken


class Source(Protocol):
    """Where rows come from; the first one is the header."""

    def __iter__(self) -> Iterator[Cells]: ...


@dataclass(frozen=True)
class Table:
    """`rows()` may be called as often as wanted; each call reads the file again."""

    path: Path
    form: str  # csv, sheet or json
    header: tuple[str, ...]
    source: Source
    facts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Number from 1 after the header, and the cells, as many as the header has; blank rows have a number only."""
        width = len(self.header)
        rows = iter(self.source)
        next(rows)
        for number, cells in enumerate(rows, 1):
            if isinstance(cells, Broken):
                yield number, cells
            elif len(cells) == width:
                if any(cells):
                    yield number, cells
            elif any(cells):
                yield number, _fitted(cells, width)


def _fitted(cells: list[str], width: int) -> Cells:
    """Empty cells too many are nothing; any other difference means the row is not what its header says."""
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    return Broken(f"It has {len(cells)} cells where the header has {width}.")


class Delimited:
    """A CSV file, one record at a time. A quote that is never closed refuses the file: its end is missing."""

    def __init__(self, path: Path, dialect: Dialect) -> None:
        self.path, self.dialect = path, dialect

    def __iter__(self) -> Iterator[Cells]:
        with closing(open_text(self.path, self.dialect.encoding)) as file:
            reader = csv.reader(lines_of(file, self.dialect.skip), delimiter=self.dialect.delimiter, strict=True)
            number = 0
            while True:
                try:
                    for cells in reader:
                        number += 1
                        yield cells
                    return
                except csv.Error as error:
                    number += 1
                    if "unexpected end" in str(error) or "field larger" in str(error):
                        raise self._unclosed(number) from error
                    yield Broken(f"Its quotes do not match ({error}).")

    def _unclosed(self, number: int) -> FileRefused:
        place = f"row {number - 1}" if number > 1 else "the header"
        return FileRefused(
            f"{self.path.name} is cut off: a quote opened in {place} is never closed.", where=f"{self.path.name}, {place}",
            code="file_truncated", cure="Export the file again; nothing of it was imported.",
        )  # fmt: skip


def read_table(path: Path, limit: int = DEFAULT_LIMIT) -> Table:
    """Opens CSV (any usual delimiter and encoding), Excel, OpenDocument, JSON and JSON Lines.

    Reads the header only; `limit` in bytes. `FileRefused` names the file and the cure when it is empty, too large,
    truncated, binary, a zip bomb, or without a header.
    """
    if not path.is_file():
        raise FileRefused(f"There is no file {path}.", where=str(path), code="file_missing")
    files.check_size(path.name, path.stat().st_size, limit)
    form = files.form_of(path)
    if form == "archive":
        raise FileRefused(
            f"{path.name} is an archive, not a table.", where=path.name, code="file_archive", cure="Unpack it first."
        )
    if form == "sheet":
        return _sheet(path)
    if form == "json":
        files.check_size(path.name, path.stat().st_size, min(limit, files.JSON_LIMIT))
        document = Document(path)
        return _table(path, "json", document, {"format": "JSON"}, [])
    dialect = detect_dialect(path)
    facts = {
        "format": "CSV",
        "encoding": dialect.encoding.upper().replace("-SIG", " with mark").replace("CP1252", "Windows-1252"),
        "delimiter": NAMES.get(dialect.delimiter, dialect.delimiter),
    }
    return _table(path, "csv", Delimited(path, dialect), facts, [])


def _sheet(path: Path) -> Table:
    with path.open("rb") as file:
        if file.read(2) == b"PK":
            files.check_archive(path)
    sheet = Sheet(path)
    notes = [f"Only the sheet “{sheet.name}” is read; not: {', '.join(sheet.others)}."] if sheet.others else []
    return _table(path, "sheet", sheet, {"format": "Workbook", "sheet": sheet.name}, notes)


def _table(path: Path, form: str, source: Source, facts: dict[str, str], notes: list[str]) -> Table:
    first = next(iter(source), None)
    if first is None or isinstance(first, Broken) or not any(first):
        raise FileRefused(f"{path.name} has no header row.", where=path.name, code="file_empty")
    if form != "json" and looks_like_data(first):
        raise FileRefused(
            f"{path.name} begins with data, not with the names of its columns.", where=f"{path.name}, first row",
            code="no_header", cure="Put a header row first.",
        )  # fmt: skip
    header, renamed = unique_header(first)
    if renamed:
        notes = [*notes, f"Columns of one name were told apart: {', '.join(renamed)}."]
    return Table(path, form, header, source, facts, tuple(notes))
