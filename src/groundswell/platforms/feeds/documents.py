"""A feed in one shape, whatever it was written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article or episode. `markup` says whether `content` is HTML; `media` whether sound or film is attached."""

    id: str
    url: str
    title: str
    content: str
    markup: bool
    published: datetime | None
    edited: datetime | None
    comments: float | None = None
    media: bool = False
    links: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`site` is the page it says it belongs to; `links` are other places of its author; `next_page` its older part;
    `moved_to` its new address; `unlisted` that its author wants it in no directory."""

    title: str
    description: str
    site: str
    language: str
    entries: tuple[Entry, ...]
    podcast: bool = False
    country: str = ""
    links: tuple[str, ...] = ()
    next_page: str = ""
    moved_to: str = ""
    unlisted: bool = False


def web_address(value: Any, base: str = "") -> str:
    """An absolute http(s) address, resolved against `base`; empty for whatever else a feed names."""
    if not isinstance(value, str) or not value.strip():
        return ""
    try:
        url = urljoin(base, value.strip())
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""
