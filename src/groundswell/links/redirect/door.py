"""One visit to one short link: recognised, written down, sent on."""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.conf import settings

from groundswell.kit import clock
from groundswell.links.redirect.journal import Journal
from groundswell.links.redirect.table import Entry, Table
from groundswell.links.redirect.visitors import VisitorKey
from groundswell.links.rules.day_led import new_click_id
from groundswell.links.rules.journal import cleaned, host_of, line
from groundswell.links.rules.platforms import platform_of

# Cheap and certain signs only; the loader looks closer. In-app browsers (FBAN, Instagram) are people.
_PREVIEW = re.compile(
    rb"whatsapp/|telegrambot|slackbot|discordbot|twitterbot|facebookexternalhit|linkedinbot|skypeuripreview|preview",
    re.I,
)
_PURPOSES = frozenset((b"sec-purpose", b"purpose", b"x-purpose", b"x-moz"))
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

    @cached_property
    def behind_proxy(self) -> bool:
        return bool(settings.BEHIND_PROXY)  # asked once: Django's settings take their time

    def location(self, entry: Entry | None, visit: Visit) -> bytes | None:
        """Where to go, with the click in the journal already; None when the link leads nowhere (any more)."""
        if entry is None:
            return None
        now = clock.milliseconds()
        if entry.expires and entry.expires <= now:
            return None
        click_id = new_click_id(now)
        headers = visit.headers
        user_agent = headers.get(b"user-agent", b"")
        address = visit.address
        if self.behind_proxy:
            # The last entry is the one our own proxy wrote; what stands before it anybody can invent.
            address = headers.get(b"x-forwarded-for", address).rpartition(b",")[2].strip()
        preview, shown_agent = known_agent(user_agent)
        written = line(
            click_id=click_id,
            link_id=entry.link_id,
            milliseconds=now,
            visitor=self.visitors.visitor(now, address, user_agent),
            flag=purpose(visit) or preview,
            referrer=referrer_host(headers.get(b"referer", b"")),
            user_agent=shown_agent,
        )
        self.journal.append(written)
        head, tail = entry.head, entry.tail
        if entry.elsewhere is not None:
            head, tail = entry.elsewhere.get(platform_of(user_agent), (head, tail))
        return head + click_id.encode() + tail


def purpose(visit: Visit) -> bytes:
    """`head` or `prefetch` when nobody looked at anything, else empty."""
    if visit.method == "HEAD":
        return b"head"
    if _PURPOSES.isdisjoint(visit.headers):
        return b""
    values = (visit.headers.get(name, b"") for name in _PURPOSES)
    return b"prefetch" if any(b"pre" in value.lower() for value in values) else b""


@lru_cache(maxsize=10_000)
def known_agent(user_agent: bytes) -> tuple[bytes, bytes]:
    """(`preview` for a program that draws link previews, else empty; the user agent as a journal takes it)."""
    return b"preview" if _PREVIEW.search(user_agent) else b"", cleaned(user_agent)


@lru_cache(maxsize=10_000)
def referrer_host(referrer: bytes) -> bytes:
    """The host only: a referrer's path may name a person, so not even the journal has it."""
    return cleaned(host_of(referrer).encode("utf-8", "replace"))


door = Door()
