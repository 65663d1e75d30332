"""Dates as people and exports write them; day or month first is decided per column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from groundswell.creators.imports.months import MONTHS
from groundswell.creators.imports.numbers import UNKNOWN

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
COMPACT = re.compile(r"(19|20)\d{6}")
SERIAL = re.compile(r"\d{5}(\.\d+)?")
EPOCH = re.compile(r"1\d{9}(\d{3})?(\.\d+)?")
NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
WORDS = re.compile(r"[^\W\d_]+\.?")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})([:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
ZONE = re.compile(r"\s*(Z|UTC|GMT|([+-])(\d{2}):?(\d{2})?)$")
EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
DAY_FIRST_LANGUAGES = frozenset({"de", "fr", "es", "it", "nl", "pt"})


@dataclass(frozen=True, slots=True)
class DateStyle:
    """`order` is "dmy" or "mdy" for dates like 03/04/2026; `ambiguous` when no value tells which."""

    order: str = "mdy"
    ambiguous: bool = False
    zone: tzinfo = UTC
    note: str = ""


class DateEvidence:
    """Votes of a column's values on the order of day and month."""

    __slots__ = ("dmy", "either", "example", "mark", "mdy", "seen")

    def __init__(self) -> None:
        self.dmy = self.mdy = self.either = self.seen = 0
        self.example = self.mark = ""

    def add(self, text: str) -> None:
        self.seen += 1
        match = NUMERIC.match(text.strip())
        if match is None:
            return
        first, second = int(match[1]), int(match[3])
        self.mark = match[2]
        if first > 12:
            self.dmy += 1
        elif second > 12:
            self.mdy += 1
        elif first != second:
            self.either += 1
            self.example = self.example or text.strip()


def decide_dates(evidence: DateEvidence, language: str = "en", zone: tzinfo = UTC) -> DateStyle:
    """The column's style; days above 12 decide, else dots and the header's language, and then it is ambiguous."""
    if evidence.dmy or evidence.mdy:
        order = "dmy" if evidence.dmy >= evidence.mdy else "mdy"
        mixed = bool(evidence.dmy and evidence.mdy)
        note = "Some dates have the day first and some the month; those that do not fit are refused." if mixed else ""
        return DateStyle(order, mixed, zone, note)
    day_first = evidence.mark == "." or language in DAY_FIRST_LANGUAGES
    order = "dmy" if day_first else "mdy"
    unsure = evidence.either > 0 and evidence.mark != "."
    words = "the day" if day_first else "the month"
    note = f"“{evidence.example}” could be read both ways; {words} is taken to come first." if unsure else ""
    return DateStyle(order, unsure, zone, note)


def parse_date(text: str, style: DateStyle) -> datetime | None:
    """The moment in UTC; a date alone is its midnight; a time without a zone is in the style's.

    None for the usual words for "unknown"; `ValueError` for anything else.
    """
    stripped = text.strip().lstrip("'")
    if stripped.lower() in UNKNOWN:
        return None
    try:
        return _parse(stripped, style)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"“{text[:40]}” is not a date") from error


def _parse(text: str, style: DateStyle) -> datetime:
    if EPOCH.fullmatch(text):
        number = float(text)
        return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    if SERIAL.fullmatch(text):
        return EXCEL_EPOCH + timedelta(days=float(text))
    zone_match = ZONE.search(text) if ":" in text else None
    zone = _zone(zone_match) if zone_match else style.zone
    body = text[: zone_match.start()] if zone_match else text
    (year, month, day), rest = _day(body, style)
    hour, minute, second, micro = _time(rest)
    moment = datetime(year, month, day, hour, minute, second, micro, tzinfo=zone)
    return moment.astimezone(UTC)


def _zone(match: re.Match[str]) -> tzinfo:
    if match[2] is None:
        return UTC
    offset = timedelta(hours=int(match[3]), minutes=int(match[4] or 0))
    return timezone(offset if match[2] == "+" else -offset)


def _day(text: str, style: DateStyle) -> tuple[tuple[int, int, int], str]:
    for pattern in (ISO, YEAR_FIRST):
        if match := pattern.match(text):
            return (int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := COMPACT.match(text):
        digits = match[0]
        return (int(digits[:4]), int(digits[4:6]), int(digits[6:])), text[match.end() :]
    if match := NUMERIC.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        month, day = (first, second) if style.order == "mdy" else (second, first)
        return (year, month, day), text[match.end() :]
    return _day_in_words(text)


def _day_in_words(text: str) -> tuple[tuple[int, int, int], str]:
    """ "Oct 3, 2026", "3. Oktober 2026", "Sat, 3 Oct 2026 06:08"."""
    named = next((m for m in WORDS.finditer(text) if m[0].rstrip(".").casefold() in MONTHS), None)
    if named is None:
        raise ValueError(text)
    month = MONTHS[named[0].rstrip(".").casefold()]
    before, after = text[: named.start()], text[named.end() :]
    day_before = re.search(r"(\d{1,2})(st|nd|rd|th|er|º|ª)?\.?\s*(de\s+|of\s+)?$", before.strip() + " ")
    if day_before:
        match = re.match(r"[\s,.]*(?:de\s+|del\s+|di\s+)?(\d{4})", after)
        if match:
            return (int(match[1]), month, int(day_before[1])), after[match.end() :]
    else:
        match = re.match(r"[\s,.]*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})", after)
        if match:
            return (int(match[2]), month, int(match[1])), after[match.end() :]
    raise ValueError(text)


def _time(rest: str) -> tuple[int, int, int, int]:
    text = rest.strip().lstrip("T,").strip()
    text = re.sub(r"^(at|um|à|a las|alle)\s+|\s*(Uhr|h)$", "", text)
    if not text:
        return 0, 0, 0, 0
    match = CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(rest)
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    micro = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    return hour, int(match["minute"]), int(match["second"] or 0), micro


def parse_duration(text: str) -> float | None:
    """Seconds out of "44", "0:09", "1:02:03", "12.5" or "9s"."""
    stripped = text.strip().lower()
    if stripped in UNKNOWN:
        return None
    parts = stripped.removesuffix("sec").removesuffix("s").strip().split(":")
    try:
        numbers = [float(part.replace(",", ".")) for part in parts]
    except ValueError as error:
        raise ValueError(f"“{text[:40]}” is not a duration") from error
    if len(parts) > 3 or any(not 0 <= number < 1e9 for number in numbers):
        raise ValueError(f"“{text[:40]}” is not a duration")
    seconds = 0.0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds


def share_of_dates(values: Iterable[str]) -> float:
    """How many of the texts are dates in some style: 0 to 1; 0 for none."""
    seen = fits = 0
    for value in values:
        seen += 1
        for order in ("dmy", "mdy"):
            try:
                fits += parse_date(value, DateStyle(order)) is not None
            except ValueError:
                continue
            break
    return fits / seen if seen else 0.0
