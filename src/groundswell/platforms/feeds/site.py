"""What a web page says of its feeds (https://www.rssboard.org/rss-autodiscovery) and of being found."""

import re
from dataclasses import dataclass

from groundswell.kit.html_text import attributes
from groundswell.platforms.feeds.documents import web_address

HEAD_BYTES = 500_000
TAG = re.compile(r"<(link|meta|base)\b([^<>]*)>", re.IGNORECASE)
TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
FEED_ROOT = re.compile(rb"<(rss|feed|rdf:rdf)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """Addresses of its feeds, those of comments last; `indexable` is False where it asks robots not to list it."""

    feeds: tuple[str, ...]
    indexable: bool


def is_page(content: bytes, content_type: str) -> bool:
    """Whether it is a web page rather than a feed, by what it holds: many servers name feeds wrongly."""
    start = content[:2000]
    return not FEED_ROOT.search(start) and (b"<html" in start.lower() or "html" in content_type.lower())


def read_site(content: bytes, url: str) -> Site:
    """Of the first 500 kB of a page."""
    base, found, robots = url, [], ""
    for tag in TAG.finditer(content[:HEAD_BYTES].decode("utf-8", "replace")):
        name, told = tag[1].lower(), attributes(tag[2])
        if name == "base":
            base = web_address(told.get("href"), url) or base
        elif name == "meta" and told.get("name", "").lower() == "robots":
            robots += told.get("content", "").lower()
        elif "alternate" in told.get("rel", "").lower().split() and told.get("type", "").lower().strip() in TYPES:
            found.append((told.get("href", ""), "comment" in (told.get("href", "") + told.get("title", "")).lower()))
    feeds = [web_address(href, base) for href, _ in sorted(found, key=lambda one: one[1])]
    return Site(tuple(dict.fromkeys(filter(None, feeds))), not re.search(r"\b(noindex|none)\b", robots))
