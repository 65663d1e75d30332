"""Workbooks: .xlsx, .xlsb, .xls and .ods, by calamine; cells become the text a CSV would hold."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, load_workbook

from groundswell.creators.errors import FileRefused
from groundswell.creators.imports.files import SHEETS


class Sheet:
    """The first sheet that holds anything. Formulas arrive as the value last calculated, as text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        sheet = _first_filled(path)
        self.name = sheet.name
        self.others = [name for name in _open(path).sheet_names if name != sheet.name]

    def __iter__(self) -> "Iterator[list[str]]":
        with _open(self.path) as book:
            started = False
            for cells in book.get_sheet_by_name(self.name).iter_rows():
                row = [cell_text(cell) for cell in cells]
                if started or any(row):
                    started = True
                    yield row


def _open(path: Path) -> CalamineWorkbook:
    try:
        return load_workbook(str(path))
    except (CalamineError, OSError, ValueError) as error:
        kinds = ", ".join(sorted(SHEETS))
        raise FileRefused(
            f"{path.name} cannot be read as a workbook ({error}).", where=path.name, code="file_truncated",
            cure=f"Open it in a spreadsheet and save it again ({kinds} or CSV), without a password.",
        ) from error  # fmt: skip


def _first_filled(path: Path) -> CalamineSheet:
    book = _open(path)
    for name in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(name)
        except (CalamineError, ValueError):
            continue
        if sheet.height:
            return sheet
    raise FileRefused(f"{path.name} has no filled sheet.", where=path.name, code="file_empty")


def cell_text(cell: Any) -> str:  # noqa: PLR0911  # one answer per type of cell
    """42.0 is "42", dates are ISO, nothing is "". NULs, which no database takes, go."""
    if isinstance(cell, str):
        return cell.replace("\0", "").strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell.total_seconds())
    return "" if cell is None else str(cell)
