"""One line of a click journal: what is written before the visitor is sent on, and read back later.

Tab-separated: click id, link id, milliseconds since 1970, visitor, flag, host of the referrer, user agent; then a newline.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST_TEXT = 255
_FIELDS = 7
_CLICK_ID = re.compile(rb"[A-Za-z0-9_-]{12}")
_VISITOR = re.compile(rb"[0-9a-f]{32}")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]+")


class JournalClick(NamedTuple):
    click_id: str
    link_id: int
    at: datetime
    visitor: str
    flag: str
    referrer: str
    user_agent: str


def cleaned(text: bytes) -> bytes:
    """Text of the visitor that can stand in a line: no control characters, not too long."""
    return _CONTROL.sub(b" ", text[:LONGEST_TEXT])


def line(
    *, click_id: str, link_id: bytes, milliseconds: int, visitor: str, flag: bytes, referrer: bytes, user_agent: bytes
) -> bytes:
    """The bytes of one click; `referrer` and `user_agent` are `cleaned` already."""
    return b"%b\t%b\t%d\t%b\t%b\t%b\t%b\n" % (
        click_id.encode(), link_id, milliseconds, visitor.encode(), flag, referrer, user_agent,
    )  # fmt: skip


def parsed(raw: bytes) -> JournalClick | None:
    """The click of one line without its newline; None for anything that is not wholly a click."""
    fields = raw.split(b"\t")
    if len(fields) != _FIELDS or not _CLICK_ID.fullmatch(fields[0]) or not _VISITOR.fullmatch(fields[3]):
        return None
    try:
        link_id, milliseconds, flag = int(fields[1]), int(fields[2]), fields[4].decode("ascii")
        at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    referrer = fields[5].decode("utf-8", "replace")[:LONGEST_TEXT]
    user_agent = fields[6].decode("utf-8", "replace")[:LONGEST_TEXT]
    return JournalClick(fields[0].decode(), link_id, at, fields[3].decode(), flag, referrer, user_agent)


def whole_lines(chunk: bytes) -> tuple[list[bytes], int]:
    """(lines without newlines, bytes they took): what follows the last newline is still being written, or was torn."""
    end = chunk.rfind(b"\n") + 1
    return chunk[:end].split(b"\n")[:-1] if end else [], end


def host_of(referrer: bytes) -> str:
    """The referrer's host name: its path may name a person, so it is not kept."""
    try:
        return (urlsplit(referrer.decode("utf-8", "replace")).hostname or "")[:LONGEST_TEXT]
    except ValueError:
        return ""
