"""One visit to one short link: recognised, written down, sent on."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from django.conf import settings

from groundswell.kit import clock
from groundswell.kit.ids import new_click_id
from groundswell.links.redirect.journal import Journal
from groundswell.links.redirect.table import Entry, Table
from groundswell.links.redirect.visitors import VisitorKey
from groundswell.links.rules.journal import line

# Cheap and certain signs only; the loader looks closer. In-app browsers (FBAN, Instagram) are people.
_PREVIEW = re.compile(
    rb"whatsapp/|telegrambot|slackbot|discordbot|twitterbot|facebookexternalhit|linkedinbot|skypeuripreview|preview",
    re.I,
)
_PURPOSES = (b"sec-purpose", b"purpose", b"x-purpose", b"x-moz")
HEADERS = (
    (b"cache-control", b"private, no-store"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"x-robots-tag", b"noindex"),
    (b"content-length", b"0"),
)


class Visit(NamedTuple):
    """What a request tells: header names in lower case, the address of the other end of the connection."""

    method: str
    headers: Mapping[bytes, bytes]
    address: bytes


class Door:
    """The links in memory, the day's visitor key and this process's journal."""

    def __init__(self) -> None:
        self.table = Table()

    @cached_property
    def journal(self) -> Journal:
        return Journal(settings.HOME / "clicks")

    @cached_property
    def visitors(self) -> VisitorKey:
        return VisitorKey(settings.HOME / "clicks")

    def location(self, entry: Entry | None, visit: Visit) -> bytes | None:
        """Where to go, with the click in the journal already; None when the link leads nowhere (any more)."""
        if entry is None:
            return None
        now = int(clock.now().timestamp() * 1000)
        if entry.expires and entry.expires <= now:
            return None
        click_id = new_click_id()
        user_agent = visit.headers.get(b"user-agent", b"")
        address = visit.address
        if settings.BEHIND_PROXY:
            # The last entry is the one our own proxy wrote; what stands before it anybody can invent.
            address = visit.headers.get(b"x-forwarded-for", address).rpartition(b",")[2].strip()
        visitor = self.visitors.visitor(now, address, user_agent)
        written = line(
            click_id=click_id,
            link_id=entry.link_id,
            milliseconds=now,
            visitor=visitor,
            flag=flag_of(visit, user_agent),
            referrer=visit.headers.get(b"referer", b""),
            user_agent=user_agent,
        )
        self.journal.append(written)
        return entry.head + click_id.encode() + entry.tail


def flag_of(visit: Visit, user_agent: bytes) -> bytes:
    """Why a click is not a person's, as far as it can be told for nothing: head, prefetch, preview, or empty."""
    if visit.method == "HEAD":
        return b"head"
    for name in _PURPOSES:
        value = visit.headers.get(name)
        if value is not None and b"pre" in value.lower():
            return b"prefetch"
    return b"preview" if _PREVIEW.search(user_agent) else b""


door = Door()
