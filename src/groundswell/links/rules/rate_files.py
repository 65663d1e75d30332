"""Exchange rates in files: the European Central Bank's XML and wide CSV, or a plain table `date,base,currency,rate`."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree

from groundswell.kit.errors import BadInput
from groundswell.links.rules.rates import DatedRate

LARGEST = 20 * 1024 * 1024
_CURRENCY = re.compile(r"[A-Z]{3}")
_PLAIN = {"date", "currency", "rate"}
MOST = Decimal(10) ** 9


def read_rates(content: bytes) -> list[DatedRate]:
    """Every rate of the file. BadInput names the line of the first that cannot be read."""
    if len(content) > LARGEST:
        raise BadInput("The file is larger than 20 MB.", where="file")
    found = list(_of_xml(content) if content.lstrip()[:1] == b"<" else _of_csv(content))
    if not found:
        raise BadInput(
            "There is no exchange rate in the file.", where="file", cure="Columns: date, base, currency, rate."
        )
    return found


def _of_xml(content: bytes) -> Iterator[DatedRate]:
    """`<Cube time="2026-11-25"><Cube currency="USD" rate="1.08"/>…`: one euro was so much."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadInput("The file declares entities, which rates never do.", where="file")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # what could blow up is refused above
    except ElementTree.ParseError as error:
        raise BadInput(f"The file is no readable XML: {error}.", where="file") from error
    for day in root.iter():
        if "time" in day.attrib:
            for cube in day:
                yield _rate(
                    day.attrib["time"], "EUR", cube.get("currency", ""), cube.get("rate", ""), cube.get("currency", "")
                )


def _of_csv(content: bytes) -> Iterator[DatedRate]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("The file is not in UTF-8.", where="file") from error
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [cell.strip() for cell in next(rows, [])]
    lower = [cell.lower() for cell in header]
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row):
            yield from _of_row(header, lower, row, f"row {number}")


def _of_row(header: Sequence[str], lower: Sequence[str], row: Sequence[str], where: str) -> Iterator[DatedRate]:
    cells = dict(zip(lower, (cell.strip() for cell in row), strict=False))
    if set(lower) >= _PLAIN:
        yield _rate(cells["date"], cells.get("base") or "EUR", cells.get("currency", ""), cells.get("rate", ""), where)
    elif lower[:1] == ["date"]:  # the ECB's own: a column for each currency, N/A where there is none
        for name in header[1:]:
            value = cells.get(name.lower(), "")
            if name and value not in ("", "N/A"):
                yield _rate(cells["date"], "EUR", name, value, where)
    else:
        raise BadInput(
            "The first row names no columns of rates.", where="file", cure="Columns: date, base, currency, rate."
        )


def _rate(day: str, base: str, currency: str, rate: str, where: str) -> DatedRate:
    base, currency = base.upper(), currency.upper()
    if not (_CURRENCY.fullmatch(base) and _CURRENCY.fullmatch(currency)) or base == currency:
        raise BadInput(f"“{base}” and “{currency}” are no two currencies.", where=where)
    try:
        value = Decimal(rate)
    except InvalidOperation as error:
        raise BadInput(f"“{rate}” is no rate.", where=where, cure="Write it with a point: 1.0842.") from error
    if not value.is_finite() or not 1 / MOST < value < MOST:
        raise BadInput(f"“{rate}” cannot be a rate.", where=where)
    return DatedRate(_day(day, where), base, currency, value)


def _day(text: str, where: str) -> date:
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise BadInput(f"“{text}” is no date.", where=where, cure="Write it as 2026-11-25.")
