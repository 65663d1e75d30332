"""RSS and Atom by feedparser, which reads the broken ones too; what it loses of podcasts comes from `podcast`."""

import calendar
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.feeds import podcast
from groundswell.platforms.feeds.documents import Entry, Feed, web_address

ENDS = re.compile(rb"</\s*(?:[a-z]+:)?(?:rss|feed|rdf)\s*>\s*\Z", re.IGNORECASE)
COMMENTS = ("slash_comments", "thr_total")
KEPT = ("id", "link", "title", "summary", "published", "updated", "author", "comments", *COMMENTS, "itunes_duration")
ROBUST = {"sanitize_html": False, "resolve_relative_uris": False}  # we read text only, and resolve links ourselves


def read_xml(content: bytes, content_type: str, url: str) -> Feed:
    """What could be read of it. `Unreadable` says in which line it broke when that is nothing, and for a feed that
    declares entities: those are for attacks."""
    tags = podcast.read_tags(content)
    try:
        # A stream: of plain bytes feedparser would first try whether they name a file here.
        told = feedparser.parse(io.BytesIO(content), response_headers={"content-type": content_type}, **ROBUST)
    except Exception as error:  # it promises never to raise, and does for some
        raise Unreadable(f"The feed cannot be read ({type(error).__name__}).", where=url) from error
    if not told.get("version"):
        raise Unreadable(f"That is no feed{_line(told)}.", where=url)
    entries = list(told.entries)
    if told.bozo and not ENDS.search(content):
        entries = entries[:-1]  # it ends in the middle of something
    extras = tags.items if len(tags.items) == len(told.entries) else ()
    # Plain dicts: feedparser's own give one field for another, and warn of it.
    read = [_entry(dict(entry), extras[at] if extras else {}, url) for at, entry in enumerate(entries)]
    feed = dict(told.feed)
    return Feed(
        title=tags.title or _text(feed, "title"),
        description=tags.description or _text(feed, "subtitle"),
        site=web_address(tags.site or _text(feed, "link"), url),
        language=_text(feed, "language"),
        entries=tuple(read),
        podcast=any(name.startswith("itunes_") for name in feed) and any(entry.media for entry in read),
        country=tags.country,
        links=tags.links,
        next_page=next((web_address(link.get("href"), url) for link in feed.get("links", ()) if link.get("rel") == "next"), ""),
        moved_to=web_address(tags.moved_to, url),
        unlisted=tags.blocked,
    )  # fmt: skip


def _entry(entry: Mapping[str, Any], extra: Mapping[str, Any], url: str) -> Entry:
    content = max(entry.get("content") or [entry.get("summary_detail") or {}], key=lambda part: len(part.get("value") or ""))  # fmt: skip
    enclosures = [part for part in entry.get("links", ()) if part.get("rel") == "enclosure"]
    published, updated = _time(entry, "published_parsed"), _time(entry, "updated_parsed")
    # A guid counts as the address unless it says otherwise; many are just names.
    base = "" if entry.get("guidislink") and entry.get("link") == entry.get("id") else url
    link = web_address(_text(entry, "link"), base) or next((web_address(part.get("href"), url) for part in enclosures), "")  # fmt: skip
    return Entry(
        id=_text(entry, "id"),
        url=link,
        title=_text(entry, "title"),
        content=content.get("value") or "",
        markup=content.get("type") != "text/plain",
        published=published or updated,
        edited=updated if published and updated and updated > published else None,
        comments=next((float(count) for name in COMMENTS if (count := _text(entry, name)).isdecimal() and len(count) < 10), None),
        media=any(str(part.get("type", "")).startswith(("audio/", "video/")) for part in enclosures),
        links=tuple(extra.get("discussions", ())),
        raw={
            **{name: _text(entry, name) for name in KEPT if name in entry},
            "content": content.get("value") or "",
            "categories": [str(tag.get("term") or "") for tag in entry.get("tags", ())],
            "enclosures": [{"href": str(part.get("href", "")), "type": str(part.get("type", ""))} for part in enclosures],
            **({"podcast": dict(extra)} if extra else {}),
        },
    )  # fmt: skip


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _time(told: Mapping[str, Any], name: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(told[name]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _line(told: Any) -> str:
    found = getattr(told.get("bozo_exception"), "getLineNumber", lambda: None)()
    return f"; it breaks in line {found}" if found else ""
