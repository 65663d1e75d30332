"""Feeds turned into facts."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from groundswell.kit.html_text import read_html
from groundswell.kit.ids import digest
from groundswell.kit.storable import storable
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.feeds.documents import Entry, Feed, web_address

LONGEST_ID = 255
MOST_ENTRIES = 1000  # of one document, the newest
HASHTAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d_]\w*)")


def profile(feed: Feed, url: str, site: str, *, indexable: bool) -> ProfileFacts:
    """`url` is the feed's own address, which is its identity; `site` the page it was proven to belong to, or empty.

    A feed says of itself whose it is, so without the proof its handle is its own address.
    """
    address = site or url
    links = [link for link in dict.fromkeys([feed.site, *feed.links]) if link and link != address]
    return ProfileFacts(
        platform=network(feed),
        external_id=url,
        handle=plain(address)[:LONGEST_ID],
        url=address,
        display_name=_line(feed.title),
        bio=storable(read_html(feed.description).text),
        language=_language(feed.language),
        country=feed.country,
        links=tuple(links),
        indexable=indexable and not feed.unlisted,
        moved_to=feed.moved_to if feed.moved_to != url else "",
    )


def posts(feed: Feed, url: str, since: datetime | None) -> tuple[PostFacts, ...]:
    """Newest first, those without a date last, none older than `since`."""
    facts = [post(entry, feed, url) for entry in feed.entries[:MOST_ENTRIES]]
    kept = [one for one in facts if since is None or one.published_at is None or one.published_at >= since]
    return tuple(sorted(kept, key=lambda one: -one.published_at.timestamp() if one.published_at else float("inf")))


def post(entry: Entry, feed: Feed, url: str) -> PostFacts:
    """Hashtags are those in the text: a category is no word that readers see, so it discloses nothing."""
    told = read_html(entry.content)
    text = storable(told.text if entry.markup else entry.content)
    title = _line(entry.title)
    links = [web_address(link.href, entry.url or url) for link in told.links] if entry.markup else []
    return PostFacts(
        platform=network(feed),
        external_id=_id(entry),
        url=entry.url,
        author_id=url,
        surface="episode" if entry.media else "article",
        title=title,
        caption=text,
        language=_language(feed.language),
        published_at=entry.published,
        edited_at=entry.edited,
        metrics={"comments": entry.comments} if entry.comments is not None else {},
        hashtags=tuple(dict.fromkeys(HASHTAG.findall(f"{title}\n{text}"))),
        links=tuple(filter(None, dict.fromkeys([*links, *entry.links]))),
        raw=storable(dict(entry.raw)),
    )


def network(feed: Feed) -> str:
    return "podcast" if feed.podcast else "blog"


def plain(url: str) -> str:
    """An address without what may differ between spellings of one: scheme, www., the last slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.") + (f":{parts.port}" if parts.port else "")
    return f"{host}{parts.path.rstrip('/')}{f'?{parts.query}' if parts.query else ''}"


def _id(entry: Entry) -> str:
    """The entry's own lasting id, else its address, else what it says."""
    told = storable(entry.id or entry.url or f"{entry.title}\n{entry.content}")
    return told if entry.id + entry.url and len(told) <= LONGEST_ID else digest(told)


def _line(text: str) -> str:
    """A title: one line, without the tags that some put there."""
    return storable(" ".join(read_html(text).text.split()))


def _language(told: str) -> str:
    found = re.match(r"[a-z]{2,3}(?![a-z])", told.lower())
    return found[0] if found else ""
