"""Numbers as people and exports write them; which mark is the decimal one is decided per column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

UNKNOWN = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "--",
        "n/a",
        "na",
        "n.a.",
        "nan",
        "null",
        "none",
        "nil",
        "(not set)",
        "(none)",
        "?",
        "#n/a",
        "unknown",
    }
)
DRESS = re.compile(
    r"[\s\u00a0\u202f\u2009'’_]|[$€£¥₹₩₽₺₫฿₴]|US\$|\b(USD|EUR|GBP|INR|CHF|JPY|AUD|CAD|SEK|NOK|DKK|PLN|BRL|Rs|kr|zł)\b\.?",
    re.IGNORECASE,
)
PARTS = re.compile(
    r"(?P<sign>[-+−]?)(?P<digits>\d+([.,]\d+)*[.,]?|[.,]\d+)(?P<exponent>e[-+]?\d{1,2})?(?P<unit>[kmb]|mio|mln|mrd|tsd|bn)?(?P<percent>%?)",
    re.IGNORECASE,
)
UNITS = {
    "k": 1_000,
    "tsd": 1_000,
    "m": 1_000_000,
    "mio": 1_000_000,
    "mln": 1_000_000,
    "b": 10**9,
    "bn": 10**9,
    "mrd": 10**9,
}
# Thousands, or India's hundreds above the first thousand: 12,34,567.
GROUPS = {mark: re.compile(rf"[1-9]\d{{0,2}}(\{mark}\d{{2,3}})*\{mark}\d{{3}}") for mark in ".,"}
PLAIN = re.compile(r"-?\d{1,15}(\.\d{1,2})?")
SIMPLE = re.compile(r"\d{1,15}\.\d{1,2}(%?)")  # the commonest form, by the short way


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """`decimal` is "." or ","; `percent`: values are hundredths. `sure` is False when the column could be read
    either way; `note` says so in words."""

    decimal: str = "."
    percent: bool = False
    sure: bool = True
    note: str = ""


class Evidence:
    """Votes of a column's values on the decimal mark, collected as they pass."""

    __slots__ = ("ambiguous", "comma", "dot", "example", "largest", "percents", "seen")

    def __init__(self) -> None:
        self.dot = self.comma = self.percents = self.seen = 0
        self.ambiguous = {".": 0, ",": 0}
        self.example = ""
        self.largest = 0.0

    def add(self, text: str) -> None:
        if text.isdigit() and text.isascii():
            self.seen += 1
            self.largest = max(self.largest, float(text[:18]))
            return
        if simple := SIMPLE.fullmatch(text):
            self.seen += 1
            self.dot += 1
            value = float(text.rstrip("%"))
            self.percents += bool(simple[1])
            self.largest = max(self.largest, value)
            return
        match = _parts(text)
        if match is None:
            return
        mark = decimal_mark(match["digits"])
        if mark == "!":
            return
        self.seen += 1
        self.percents += bool(match["percent"])
        if mark == "?":
            self.ambiguous["." if "." in match["digits"] else ","] += 1
            self.example = self.example or text
        elif mark == ".":
            self.dot += 1
        elif mark == ",":
            self.comma += 1
        self.largest = max(self.largest, abs(float(_plain(match, "," if mark == "," else "."))))


def _parts(text: str) -> re.Match[str] | None:
    bare = DRESS.sub("", text)
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    return PARTS.fullmatch(bare)


def decimal_mark(digits: str) -> str:
    """The mark itself where the number tells, "?" where it could be either, "" without one, "!" for no number."""
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal, group = (",", ".") if digits.rindex(",") > digits.rindex(".") else (".", ",")
        whole, _, rest = digits.partition(decimal)
        return decimal if GROUPS[group].fullmatch(whole) and rest.isdecimal() else "!"
    if not dots and not commas:
        return ""
    mark = "." if dots else ","
    other = "," if dots else "."
    if dots + commas > 1:
        return other if GROUPS[mark].fullmatch(digits) else "!"
    return "?" if GROUPS[mark].fullmatch(digits) else mark


def decide(
    evidence: Evidence, *, whole: bool, rate: bool = False, header_percent: bool = False, hint: str = ""
) -> NumberStyle:
    """The column's style. `whole`: counts have no decimals, so "1.250" is one thousand.

    `hint` is the decimal mark that the rest of the file uses. A rate is in percent when a sign, the header or a
    value above 1 says so.
    """
    percent = rate and (evidence.percents > 0 or header_percent or evidence.largest > 1)
    if evidence.dot and evidence.comma:
        note = "Both “.” and “,” are used as decimal marks; each number is read by itself."
        return NumberStyle("." if evidence.dot >= evidence.comma else ",", percent, sure=False, note=note)
    if evidence.dot or evidence.comma:
        return NumberStyle("." if evidence.dot else ",", percent)
    for mark, other in ((".", ","), (",", ".")):
        if evidence.ambiguous[mark]:
            if whole:
                return NumberStyle(other, percent)
            if hint:
                return NumberStyle(hint, percent)
            read = other if mark == "," else mark
            words = "thousands" if mark == "," else "decimals"
            return NumberStyle(
                read, percent, sure=False, note=f"“{evidence.example}” is read with {words} after the “{mark}”."
            )
    return NumberStyle(hint or ".", percent)


def parse_number(text: str, style: NumberStyle) -> Decimal | None:
    """The exact number, None for the usual words for "unknown"; `ValueError` for anything else.

    "1.2K" is 1200, "(12.00)" is -12, "3 %" is 3 (the caller divides), "1'000" is 1000.
    """
    stripped = text.strip()
    if PLAIN.fullmatch(stripped) and style.decimal == ".":
        return Decimal(stripped)
    if stripped.lower() in UNKNOWN:
        return None
    match = _parts(stripped)
    mark = decimal_mark(match["digits"]) if match else "!"
    if match is None or mark == "!":
        raise ValueError(f"“{_short(text)}” is not a number")
    unit = UNITS.get((match["unit"] or "").lower(), 1)
    value = Decimal(_plain(match, style.decimal if mark in ("?", "") else mark)) * unit
    negative = match["sign"] in ("-", "−") or DRESS.sub("", stripped).startswith("(")
    return -value if negative else value


def parse_rate(text: str, style: NumberStyle) -> float | None:
    """A share from 0 to 1 out of "3 %", "0.03" or "3" in a column of percentages."""
    if style.decimal == "." and (simple := SIMPLE.fullmatch(text)):
        percent = style.percent or simple[1]
        text, style = text.rstrip("%"), NumberStyle(".", bool(percent))
    value = parse_number(text, style)
    if value is None:
        return None
    share = float(value / 100) if style.percent or "%" in text else float(value)
    if not 0 <= share <= 100:
        raise ValueError(f"“{_short(text)}” is not a rate")
    return share


def parse_count(text: str, style: NumberStyle) -> int | None:
    """A whole number that a database's big integer holds; "36225.0" is 36225."""
    value = parse_number(text, style)
    if value is None:
        return None
    if value != value.to_integral_value() or not -(2**63) < value < 2**63:
        raise ValueError(f"“{_short(text)}” is not a whole number")
    return int(value)


def _plain(match: re.Match[str], decimal: str) -> str:
    group = "," if decimal == "." else "."
    digits = match["digits"].replace(group, "").replace(decimal, ".")
    whole, _, rest = digits.partition(".")
    return f"{whole or '0'}.{rest.replace('.', '') or '0'}{match['exponent'] or ''}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def hint_of(styles: Iterable[tuple[Evidence, NumberStyle]], delimiter: str) -> str:
    """What the file as a whole says: the mark its sure columns use, else "," where semicolons part the cells."""
    marks = {
        style.decimal
        for evidence, style in styles
        if style.sure and (evidence.dot or evidence.comma or sum(evidence.ambiguous.values()))
    }
    if len(marks) == 1:
        return marks.pop()
    return "," if delimiter == "semicolon" and not marks else ""
