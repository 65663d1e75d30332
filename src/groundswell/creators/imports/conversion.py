"""Rows of text become typed values, by a plan made once per file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from groundswell.creators.imports import dates, numbers, places
from groundswell.creators.imports.detection import Detection
from groundswell.creators.imports.fields import Field, by_name
from groundswell.creators.imports.headers import EMAIL, fold_header
from groundswell.creators.imports.kinds import Rejected, Row
from groundswell.creators.imports.tables import Broken, Cells, Table

NUMBERS = frozenset({"count", "number", "rate", "money"})
SOFT = frozenset({"country", "language", "flag"})  # a text that says nothing is left out, not the whole row
PERCENT = frozenset({"%", "percent", "pct", "prozent", "percentage", "pourcentage", "porcentaje"})
YES = frozenset({"true", "yes", "y", "1", "ja", "oui", "si", "sí", "sim", "x", "verified", "wahr", "vrai"})
NO = frozenset({"false", "no", "n", "0", "nein", "non", "nee", "não", "nao", "falsch", "faux"})
TOTALS = frozenset({"total", "totals", "gesamt", "summe", "totale", "totaal", "grand total", "gesamtsumme"})

SIMPLE_EMAIL = re.compile(r"[a-z0-9._+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}")  # already folded, the commonest form

Convert = Callable[[str], Any]


@dataclass(frozen=True)
class Plan:
    """How one file's cells are read. `facts`: per column, how numbers and dates were taken, for the preview."""

    table: Table
    detection: Detection
    columns: tuple[tuple[int, str, Convert, bool], ...]
    facts: dict[str, str]
    warnings: tuple[str, ...]
    rows: int
    left_out: dict[str, list[str]]

    def read(self, number: int, cells: Cells) -> Row | Rejected | None:
        """The typed row; None for a row of totals; `Rejected` with the cell that cannot be read."""
        if isinstance(cells, Broken):
            return Rejected(cells.reason)
        values: dict[str, Any] = {}
        try:
            for at, name, convert, _ in self.columns:
                if (text := cells[at]) and (value := convert(text)) is not None and value != "":
                    values[name] = value
        except (ValueError, ArithmeticError):
            return self._read_cell_by_cell(number, cells)
        if (not cells[0] or cells[0].strip().lower() in TOTALS) and is_total(cells):
            return None
        return Row(number, values, self._raw(cells))

    def _read_cell_by_cell(self, number: int, cells: list[str]) -> Row | Rejected | None:
        """The slow way, for a row with a cell that cannot be read: says which, or leaves out what may be left out."""
        if is_total(cells):
            return None
        values: dict[str, Any] = {}
        for at, name, convert, soft in self.columns:
            try:
                value = convert(cells[at]) if cells[at] else None
            except (ValueError, ArithmeticError) as error:
                if not soft:
                    return Rejected(f"{self.table.header[at]}: {_reason(error, cells[at])}.")
                self._leave_out(at, cells[at])
                continue
            if value is not None and value != "":
                values[name] = value
        return Row(number, values, self._raw(cells))

    def _raw(self, cells: list[str]) -> dict[str, str]:
        pairs = zip(self.table.header, cells, strict=True)
        return {header: cell for header, cell in pairs if cell} if "" in cells else dict(pairs)

    def _leave_out(self, at: int, text: str) -> None:
        examples = self.left_out.setdefault(self.table.header[at], [])
        if len(examples) < 3 and text not in examples:
            examples.append(text[:40])


def _reason(error: Exception, text: str) -> str:
    return str(error) if isinstance(error, ValueError) and "“" in str(error) else f"“{text[:40]}” cannot be read"


def is_total(cells: list[str]) -> bool:
    """A row of totals, as YouTube puts first: the first filled cell says so and little else is there."""
    for cell in cells:
        if cell:
            return cell.strip().lower() in TOTALS and sum(1 for other in cells if other) * 2 <= len(cells) + 1
    return False


def make_plan(table: Table, detection: Detection, zone: tzinfo = UTC) -> Plan:
    """Reads the whole file once: decides numbers and dates per column, and finds a file that is cut off."""
    fields = by_name(detection.kind.fields)
    mapped = [
        (at, header, fields[name]) for at, header in enumerate(table.header) if (name := detection.mapping[header])
    ]
    numeric = {at: numbers.Evidence() for at, _, field in mapped if field.type in NUMBERS}
    dated = {at: dates.DateEvidence() for at, _, field in mapped if field.type == "date"}
    rows = _collect(table, [*numeric.items(), *dated.items()])
    styles = _number_styles(table, mapped, numeric)
    columns, facts, warnings = [], {}, [*table.notes, *filter(None, [detection.doubt])]
    for at, header, field in mapped:
        if at in numeric:
            style = styles[at]
            facts[header], note = _number_fact(field, style), style.note
            convert = _number_converter(field, style)
        elif at in dated:
            date_style = dates.decide_dates(dated[at], detection.language, zone)
            facts[header], note = _date_fact(dated[at], date_style), date_style.note
            convert = _date_converter(date_style)
        else:
            convert, note = _converter(field), ""
        warnings.extend([f"{header}: {note}"] if note else [])
        columns.append((at, field.name, convert, field.type in SOFT))
    return Plan(table, detection, tuple(columns), facts, tuple(warnings), rows, {})


def _collect(table: Table, evidence: list[tuple[int, Any]]) -> int:
    rows = 0
    for _, cells in table.rows():
        rows += 1
        if cells.__class__ is Broken:
            continue
        for at, votes in evidence:
            if text := cells[at]:  # type: ignore[index]  # Broken was sorted out above
                votes.add(text)
    return rows


def _number_styles(
    table: Table, mapped: list[tuple[int, str, Field]], numeric: Mapping[int, numbers.Evidence]
) -> dict[int, numbers.NumberStyle]:
    """Columns that tell decide for those that do not."""

    def style(at: int, header: str, field: Field, hint: str) -> numbers.NumberStyle:
        percent = bool(PERCENT & set(fold_header(header).split()))
        return numbers.decide(
            numeric[at], whole=field.type == "count", rate=field.type == "rate", header_percent=percent, hint=hint
        )

    wanted = [entry for entry in mapped if entry[0] in numeric]
    first = {at: style(at, header, field, "") for at, header, field in wanted}
    hint = numbers.hint_of([(numeric[at], first[at]) for at in first], table.facts.get("delimiter", ""))
    return {at: style(at, header, field, hint) for at, header, field in wanted}


def _number_fact(field: Field, style: numbers.NumberStyle) -> str:
    if field.type == "count":
        return "whole number, 1,234" if style.decimal == "." else "whole number, 1.234"
    text = "1,234.5" if style.decimal == "." else "1.234,5"
    return f"percent, {text}" if style.percent else f"number, {text}"


def _date_fact(evidence: dates.DateEvidence, style: dates.DateStyle) -> str:
    if not evidence.mark:
        return "date"
    order = "day first" if style.order == "dmy" else "month first"
    return f"date, {order}, ambiguous" if style.ambiguous else f"date, {order}"


def _number_converter(field: Field, style: numbers.NumberStyle) -> Convert:
    if field.type == "count":
        return lambda text: (
            int(text) if len(text) < 18 and text.isdecimal() and text.isascii() else numbers.parse_count(text, style)
        )
    if field.type == "rate":
        return lru_cache(maxsize=4096)(lambda text: numbers.parse_rate(text, style))
    if field.type == "money":
        return lambda text: _money(text, style)
    return lambda text: None if (value := numbers.parse_number(text, style)) is None else float(value)


def _money(text: str, style: numbers.NumberStyle) -> Decimal | None:
    value = numbers.parse_number(text, style)
    if value is not None and abs(value) >= 10**12:
        raise ValueError(f"“{text[:40]}” is too large an amount")
    return value


def _date_converter(style: dates.DateStyle) -> Convert:
    cache: dict[str, Any] = {}

    def convert(text: str) -> Any:
        if text not in cache:
            if len(cache) > 50_000:
                cache.clear()
            cache[text] = dates.parse_date(text, style)
        return cache[text]

    return convert


def plain_text(text: str) -> str:
    """Trimmed; an apostrophe that only told a spreadsheet "this is text" goes."""
    stripped = text.strip()
    if stripped[:1] == "'" and (stripped[1:2].isdigit() or stripped[1:2] in ("=", "+", "-", "@", "'")):
        return stripped[1:]
    return stripped


def _text(limit: int) -> Convert:
    most = limit or 10**9

    def convert(text: str) -> str:
        plain = plain_text(text) if text[0] in "' \t" or text[-1] in " \t\r\n" else text
        if len(plain) > most:
            raise ValueError(f"“{plain[:40]}…” has more than {limit} characters")
        return plain

    return convert


def file_id(text: str) -> str:
    """Spreadsheets turn ids into floats: "42.0" is "42" again."""
    plain = plain_text(text)
    head, dot, zeros = plain.partition(".")
    if len(plain) > 255:
        raise ValueError(f"“{plain[:40]}…” is too long for an id")
    return head if dot and head.isdigit() and zeros and not zeros.strip("0") else plain


def _email(text: str) -> str | None:
    if len(text) < 200 and SIMPLE_EMAIL.fullmatch(text):
        return text
    plain = plain_text(text).removeprefix("mailto:").lower()
    if plain in numbers.UNKNOWN:
        return None
    if not EMAIL.fullmatch(plain) or len(plain) > 254:
        raise ValueError(f"“{text[:40]}” is not an e-mail address")
    return plain


def _flag(text: str) -> bool:
    plain = text.strip().lower()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise ValueError(f"“{text[:40]}” is neither yes nor no")


@lru_cache(maxsize=4096)
def _list(text: str) -> list[str]:
    mark = next((mark for mark in (";", "|", ",") if mark in text), ",")
    return [part for raw in text.split(mark) if (part := raw.strip(" #[]\"'")[:100])]


def _currency(text: str) -> str:
    plain = text.strip().upper()
    if len(plain) != 3 or not plain.isalpha():
        raise ValueError(f"“{text[:40]}” is no currency code")
    return plain


def _converter(field: Field) -> Convert:
    simple: dict[str, Convert] = {
        "id": file_id, "email": _email, "flag": _flag, "list": _list, "currency": _currency,
        "duration": dates.parse_duration, "country": places.country_code, "language": places.language_code,
    }  # fmt: skip
    if field.type in simple:
        return simple[field.type]
    return _text(field.limit or {"url": 500, "profile": 500}.get(field.type, 0))
