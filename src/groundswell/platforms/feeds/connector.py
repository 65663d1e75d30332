"""Blogs and podcasts by the feeds they publish themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NoReturn
from urllib.parse import urlsplit

from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import BudgetSpent, NotAvailable, PlatformError, Slow, Unreachable, Unreadable
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.feeds import parse
from groundswell.platforms.feeds.documents import Feed, web_address
from groundswell.platforms.feeds.json_feed import read_json
from groundswell.platforms.feeds.site import Site, is_page, read_site
from groundswell.platforms.feeds.xml_feed import read_xml
from groundswell.platforms.port import Capabilities
from groundswell.platforms.wire import Answer, Wire

MOST_BYTES = 12 * 1024 * 1024
LONGEST_ADDRESS = 255
NO_SEARCH = "Feeds cannot be searched; what the feeds you follow publish is matched here."
WHY_NOT = {
    "readings": "A feed tells comment counts with its newest entries only; they come with the posts.",
    "hashtag": NO_SEARCH,
    "mention": NO_SEARCH,
    "text": NO_SEARCH,
    "followers": "Nobody knows who reads a feed.",
    "following": "A feed follows nobody.",
    "paid_label": "Feeds have no label for paid posts.",
}
PASSES_BY_ITSELF = (Slow, BudgetSpent, Unreachable)


class Feeds:
    """The connector. An account is its feed's address."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._wire = wire

    def capabilities(self) -> Capabilities:
        return Capabilities(frozenset({"profile", "posts"}), WHY_NOT)

    def profile(self, reference: str) -> ProfileFacts:
        """By the address of a site, which names its feed, or of the feed. `NotAvailable` for a site without one.

        The feed's word for the site it belongs to is taken when the site names the feed too.
        """
        url = _address(reference)
        page, answer = None, self._wire.get_bytes(url)
        if is_page(answer.data, _type(answer)):
            page = read_site(answer.data, answer.url or url)
            if not page.feeds:
                raise NotAvailable(f"{url} names no feed.", where="feed", cure="Paste the address of the feed itself.")
            asked, url = answer.url or url, _address(page.feeds[0])
            feed = _feed(self._wire.get_bytes(url), url)
            if not _same(feed.site, asked):
                page = None
        else:
            feed = _feed(answer, url)
        page = page or self._page_of(feed)
        proven = page is not None and any(_same(named, url) for named in page.feeds)
        return parse.profile(feed, url, feed.site if proven else "", indexable=page is None or page.indexable)

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """What is in the feed, newest first; nothing when it has not changed since it was last read and kept.

        The cursor is the address of the feed's older part, where it has one (RFC 5005).
        """
        feed_url = _address(account)
        url = _address(cursor) if cursor else feed_url
        answer = self._wire.get_bytes(url, conditional=cursor is None)
        if answer.not_modified:
            return Page(())
        feed = _feed(answer, url)
        found = parse.posts(feed, feed_url, since)
        reached = since is not None and len(found) < len(feed.entries)
        return Page(found, None if reached else _older(feed, feed_url, url))

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        _not_available("readings")

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        _not_available(query.kind)

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        _not_available(direction)

    def _page_of(self, feed: Feed) -> Site | None:
        """The page that the feed says it belongs to; None when there is none of that kind."""
        if not feed.site:
            return None
        try:
            answer = self._wire.get_bytes(feed.site)
        except PASSES_BY_ITSELF:
            raise
        except PlatformError:
            return None
        return read_site(answer.data, answer.url or feed.site)


def _feed(answer: Answer, url: str) -> Feed:
    content = answer.data
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The feed is larger than {MOST_BYTES // 1024**2} MB.", where=url)
    if is_page(content, _type(answer)):
        raise Unreadable("That is a web page where a feed was promised.", where=url)
    base = answer.url or url
    return read_json(content, base) if content.lstrip()[:1] == b"{" else read_xml(content, _type(answer), base)


def _older(feed: Feed, feed_url: str, asked: str) -> str | None:
    """The next part, on the feed's own host. One that repeats is `Unreadable`: it would never end."""
    if not feed.next_page or urlsplit(feed.next_page).hostname != urlsplit(feed_url).hostname:
        return None
    if _same(feed.next_page, asked) or _same(feed.next_page, feed_url):
        raise Unreadable("The feed names the part that was already read as the next one.", where="next")
    return feed.next_page


def _address(text: str) -> str:
    """The web address in what people paste; `BadInput` when there is none, or one too long to keep."""
    cleaned = text.strip()
    url = web_address(cleaned if "://" in cleaned else f"https://{cleaned}")
    if not url or "." not in (urlsplit(url).hostname or "") or any(letter.isspace() for letter in url):
        raise BadInput(f"“{cleaned}” is not a web address.", where="profile", code="profile_unreadable")
    if len(url) > LONGEST_ADDRESS:
        raise BadInput("That address is too long for a feed.", where="profile", code="profile_unreadable")
    return url


def _same(one: str, other: str) -> bool:
    return bool(one) and parse.plain(one) == parse.plain(other)


def _type(answer: Answer) -> str:
    return answer.headers.get("content-type", "")


def _not_available(operation: str) -> NoReturn:
    raise NotAvailable(WHY_NOT[operation], where=operation)
