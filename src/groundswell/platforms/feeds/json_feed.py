"""JSON Feed, https://www.jsonfeed.org/version/1.1/."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from groundswell.kit.storable import storable
from groundswell.platforms.errors import Unreadable
from groundswell.platforms.feeds.documents import Entry, Feed, web_address

VERSION = "https://jsonfeed.org/version/"


def read_json(content: bytes, url: str) -> Feed:
    """`Unreadable` when it is another kind of JSON."""
    try:
        told = storable(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise Unreadable("The feed is no JSON.", where=url) from error
    if (
        not isinstance(told, Mapping)
        or VERSION not in _text(told, "version")
        or not isinstance(told.get("items"), list)
    ):
        raise Unreadable("That JSON is no feed.", where=url)
    entries = [_entry(item, url) for item in _mappings(told["items"])]
    authors = [*_mappings(told.get("authors")), *_mappings([told.get("author")])]
    links = [web_address(author.get("url")) for author in authors]
    return Feed(
        title=_text(told, "title"),
        description=_text(told, "description"),
        site=web_address(_text(told, "home_page_url"), url),
        language=_text(told, "language"),
        entries=tuple(entries),
        podcast=bool(entries) and all(entry.media for entry in entries),
        links=tuple(filter(None, links)),
        next_page=web_address(_text(told, "next_url"), url),
    )


def _entry(item: Mapping[str, Any], url: str) -> Entry:
    published, edited = _time(item.get("date_published")), _time(item.get("date_modified"))
    kinds = [_text(part, "mime_type") for part in _mappings(item.get("attachments"))]
    return Entry(
        id=str(item.get("id") or ""),
        url=web_address(_text(item, "url") or _text(item, "external_url"), url),
        title=_text(item, "title"),
        content=_text(item, "content_html") or _text(item, "content_text") or _text(item, "summary"),
        markup=bool(_text(item, "content_html")),
        published=published or edited,
        edited=edited if published and edited and edited > published else None,
        media=any(kind.startswith(("audio/", "video/")) for kind in kinds),
        raw=item,
    )


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None
