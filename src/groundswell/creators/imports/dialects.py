"""How a text file was written: encoding, delimiter, what stands before the header."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from operator import methodcaller
from pathlib import Path

from groundswell.creators.errors import FileRefused

DELIMITERS = (",", ";", "\t", "|")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE = 64 * 1024
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """`skip`: lines before the header (a `sep=` line, comments, blank lines)."""

    encoding: str
    delimiter: str
    skip: int


def detect_encoding(path: Path) -> str:
    """The mark at the start decides; else UTF-16 by its zeros; else UTF-8 if the whole file is; else Windows-1252."""
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, encoding in MARKS:
            if start.startswith(mark):
                return encoding
        if start[1::2].count(0) > len(start) * 0.35:
            return "utf-16-le"
        if start[0::2].count(0) > len(start) * 0.35:
            return "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """The file as text, line ends as they are; bytes that the encoding lacks become U+FFFD, never an error."""
    return path.open("r", encoding=encoding, errors="replace", newline="")


def lines_of(file: io.TextIOWrapper, skip: int) -> Iterator[str]:
    """The lines after the first `skip`, without the NULs that no database takes."""
    return map(methodcaller("replace", "\0", ""), islice(file, skip, None))


def detect_dialect(path: Path) -> Dialect:
    """Encoding, delimiter and where the header is; `FileRefused` when there is no text at all."""
    encoding = detect_encoding(path)
    with open_text(path, encoding) as file:
        sample = file.read(SAMPLE)
        whole = not file.read(1)
    lines = sample.splitlines(keepends=True)
    if not whole and len(lines) > 1:
        lines.pop()
    if not any(line.strip() for line in lines):
        raise FileRefused(f"{path.name} holds no rows.", where=path.name, code="file_empty")
    skip, told = _preamble(lines)
    return Dialect(encoding, told or guess_delimiter(lines[skip:]), skip)


def _preamble(lines: list[str]) -> tuple[int, str]:
    """How many lines stand before the header, and the delimiter a `sep=` line names."""
    told, skip = "", 0
    for line in lines:
        text = line.strip("\r\n").strip()
        bare = text.lstrip("\ufeff").strip('"').lower()
        if skip == 0 and bare.startswith("sep=") and len(bare) <= 5:
            told = text.lstrip("\ufeff").strip('"')[4:5] or "\t"
        elif not (not text.strip(",;|\t ") or (text.startswith("#") and not _is_header(text, lines[skip + 1 :]))):
            break
        skip += 1
    return min(skip, len(lines) - 1), told


def _is_header(line: str, following: list[str]) -> bool:
    """A first line that begins with # is a header when what follows has as many parts ("#,Name,Email")."""
    after = next((text for text in following if text.strip() and not text.startswith("#")), "")
    return any(0 < line.count(mark) == after.count(mark) for mark in DELIMITERS)


def guess_delimiter(lines: list[str]) -> str:
    """The candidate that cuts most rows into the same number of cells, more cells rather than fewer."""
    best, choice = (0.0, 0), ","
    for delimiter in DELIMITERS:
        widths = _widths(lines[:200], delimiter)
        if not widths:
            continue
        # The header's width counts: a comma inside captions is not a delimiter when the header has none.
        width = widths[0]
        share = Counter(widths)[width] / len(widths)
        if width > 1 and (score := (round(share, 2), width)) > best:
            best, choice = score, delimiter
    return choice


def _widths(lines: list[str], delimiter: str) -> list[int]:
    widths: list[int] = []
    reader = csv.reader(iter(lines), delimiter=delimiter, skipinitialspace=False)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return widths
        except csv.Error:
            continue
        if any(cells):
            widths.append(len(cells))
