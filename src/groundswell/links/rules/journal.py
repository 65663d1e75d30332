"""One line of a click journal: what is written before the visitor is sent on, and read back later.

Tab-separated: click id, link id, milliseconds since 1970, visitor, flag, host of the referrer, user agent; then a newline.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST_TEXT = 255
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]+")
_TEXT = r"([^\t\n\0]{0,255})"
_LINE = re.compile(
    rf"^([A-Za-z0-9_-]{{12}})\t([0-9]{{1,18}})\t([0-9]{{1,13}})\t([0-9a-f]{{32}})\t([a-z]{{0,20}})\t{_TEXT}\t{_TEXT}$",
    re.M,
)


class JournalClick(NamedTuple):
    click_id: str
    link_id: int
    milliseconds: int
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


def clicks_in(body: bytes) -> tuple[list[JournalClick], int]:
    """The clicks of whole lines, and how many lines are not wholly a click. All lines at once: that is what makes it fast."""
    text = body.decode("utf-8", "replace")
    clicks = [
        JournalClick(click_id, int(link_id), int(milliseconds), visitor, flag, referrer, user_agent)
        for click_id, link_id, milliseconds, visitor, flag, referrer, user_agent in _LINE.findall(text)
    ]
    return clicks, sum(map(bool, text.split("\n"))) - len(clicks)


def whole_lines(chunk: bytes) -> bytes:
    """Up to the last newline: what follows it is still being written, or was torn."""
    return chunk[: chunk.rfind(b"\n") + 1]


def host_of(referrer: bytes) -> str:
    """The referrer's host name: its path may name a person, so it is not kept."""
    try:
        return (urlsplit(referrer.decode("utf-8", "replace")).hostname or "")[:LONGEST_TEXT]
    except ValueError:
        return ""
