"""A calendar in the iCalendar format (RFC 5545): whole days only, so no time zones. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FOLD = 75  # octets in a line, RFC 5545 3.1


@dataclass(frozen=True)
class Event:
    """One whole day; `uid` is the same for good, so that a moved event moves in calendars too."""

    uid: str
    day: date
    title: str
    text: str = ""
    url: str = ""


def calendar_of(name: str, events: Iterable[Event], *, at: datetime) -> str:
    """The file, lines ended by CRLF; `at` in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Groundswell//Calendar//EN", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}", f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_text(event.title)}",
            *([f"DESCRIPTION:{_text(event.text)}"] if event.text else []), *([f"URL:{event.url}"] if event.url else []),
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join("".join(char for char in line if char >= " ") for line in escaped.splitlines())


def _folded(line: str) -> str:
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + width
    return "\r\n".join([*pieces, piece])
