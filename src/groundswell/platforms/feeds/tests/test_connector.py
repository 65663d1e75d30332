"""The connector against a server that answers what it is told to: what it asks, and what it makes of bad answers."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import Gone, NotAvailable, Unreachable, Unreadable
from groundswell.platforms.facts import Query
from groundswell.platforms.feeds import plugin
from groundswell.platforms.feeds.tests import recorded
from groundswell.platforms.port import OPERATIONS, Connector
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply

FEED = "https://maya.example/atom.xml"
RSS = {"Content-Type": "application/rss+xml"}
PAGE = '<html><head><link rel="alternate" type="application/atom+xml" href="{}">{}</head></html>'

CALLS: dict[str, Callable[[Connector], object]] = {
    "profile": lambda connector: connector.profile(FEED),
    "posts": lambda connector: connector.posts(FEED),
}


def made(faulty: FaultyServer) -> Connector:
    return plugin.make(faulty.wire(), {})


def page(href: str = FEED, more: str = "") -> Reply:
    return Reply(body=PAGE.format(href, more).encode(), headers={"Content-Type": "text/html"})


def feed(name: str = "blog.atom", **headers: str) -> Reply:
    return Reply(body=recorded(name), headers={**RSS, **headers})


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error(faulty: FaultyServer, call: str, fault: Fault) -> None:
    faulty.always(fault.reply)
    error = NotAvailable if (call, fault.name) == ("profile", "wrong JSON") else fault.error  # a page without a feed
    with pytest.raises(error):
        CALLS[call](made(faulty))


def test_a_site_that_names_the_feed_that_names_the_site(faulty: FaultyServer) -> None:
    faulty.reply("/maya.example/", page())
    faulty.reply("/maya.example/atom.xml", feed())
    facts = made(faulty).profile("maya.example")
    assert (facts.external_id, facts.handle, facts.url) == (FEED, "maya.example", "https://maya.example/")


def test_a_feed_is_whose_it_says_only_when_that_site_agrees(faulty: FaultyServer) -> None:
    faulty.reply("/thief.example/feed", feed())
    faulty.reply("/maya.example/", page())
    facts = made(faulty).profile("https://thief.example/feed")
    assert (facts.handle, facts.url, facts.links) == ("thief.example/feed", "https://thief.example/feed", ("https://maya.example/",))  # fmt: skip
    for answer in (page(), Reply(status=404), Reply(status=403), Reply(body=b"hello")):
        faulty.reply("/maya.example/", answer)
        assert made(faulty).profile("https://thief.example/feed").handle == "thief.example/feed"
    faulty.reply("/maya.example/", Reply(status=500))
    with pytest.raises(Unreachable):
        made(faulty).profile("https://thief.example/feed")


def test_a_site_that_asks_not_to_be_listed(faulty: FaultyServer) -> None:
    faulty.reply("/maya.example/", page(FEED, '<meta name="robots" content="noindex">'))
    faulty.reply("/maya.example/atom.xml", feed())
    assert made(faulty).profile("https://maya.example/atom.xml").indexable is False


def test_a_site_without_a_feed_says_so(faulty: FaultyServer) -> None:
    faulty.always(Reply(body=b"<html>Hello</html>"))
    with pytest.raises(NotAvailable, match="names no feed") as told:
        made(faulty).profile("maya.example")
    assert told.value.cure == "Paste the address of the feed itself."
    faulty.reply("/maya.example/", page("https://maya.example/page"))
    with pytest.raises(Unreadable, match="web page where a feed"):
        made(faulty).profile("maya.example")


def test_what_did_not_change_is_not_read_again_once_it_is_kept(faulty: FaultyServer) -> None:
    faulty.reply(
        "atom.xml", feed(ETag='"1"', Last_Modified="x"), feed(ETag='"1"'), Reply(status=304, body=b""), feed(ETag='"2"')
    )
    wire = faulty.wire()
    connector = plugin.make(wire, {})
    assert len(connector.posts(FEED).items) == 3
    assert len(connector.posts(FEED).items) == 3
    wire.keep_versions()
    assert connector.posts(FEED).items == ()
    assert len(connector.posts(FEED).items) == 3
    assert [headers.get("If-None-Match") for headers in faulty.headers] == [None, None, '"1"', '"1"']


def test_reading_the_profile_does_not_hide_new_posts(faulty: FaultyServer) -> None:
    faulty.reply("/maya.example/", page())
    faulty.reply("/maya.example/atom.xml", feed(ETag='"1"'))
    wire = faulty.wire()
    connector = plugin.make(wire, {})
    connector.profile(FEED)
    wire.keep_versions()
    connector.posts(FEED)
    assert "If-None-Match" not in faulty.headers[-1]


def test_older_parts_are_read_on_the_same_host_until_the_moment(faulty: FaultyServer) -> None:
    podcast = "https://crumbs.example/feed"
    paged = recorded("podcast.xml").replace(b'href="?page=2"', b'href="https://crumbs.example/feed?page=2"')
    faulty.reply("/crumbs.example/feed", Reply(body=paged, headers=RSS))
    connector = made(faulty)
    first = connector.posts(podcast)
    assert first.cursor == "https://crumbs.example/feed?page=2"
    assert connector.posts(podcast, since=datetime(2026, 11, 15, tzinfo=UTC)).cursor is None
    with pytest.raises(Unreadable, match="already read"):
        connector.posts(podcast, cursor=first.cursor)
    away = recorded("podcast.xml").replace(b'href="?page=2"', b'href="https://elsewhere.example/2"')
    faulty.reply("/crumbs.example/feed", Reply(body=away, headers=RSS))
    assert connector.posts(podcast).cursor is None


def test_a_feed_without_end_is_refused(faulty: FaultyServer) -> None:
    faulty.always(Reply(body=b"<rss>" + b" " * (12 * 1024 * 1024), headers=RSS))
    with pytest.raises(Unreadable, match="larger than 12 MB"):
        made(faulty).posts(FEED)


def test_a_feed_that_is_gone_is_gone(faulty: FaultyServer) -> None:
    faulty.always(Reply(status=410))
    with pytest.raises(Gone):
        made(faulty).profile(FEED)


@pytest.mark.parametrize("reference", ["", "maya", "two words.example", "ftp://maya.example/", "javascript:alert(1)", "https://[", f"https://maya.example/{'x' * 255}"])  # fmt: skip
def test_what_is_no_address_is_refused_before_anything_is_asked(faulty: FaultyServer, reference: str) -> None:
    for call in (made(faulty).profile, made(faulty).posts):
        with pytest.raises(BadInput):
            call(reference)
    assert faulty.asked == []


def test_every_operation_it_cannot_do_has_its_sentence(faulty: FaultyServer) -> None:
    connector = made(faulty)
    told = connector.capabilities()
    assert set(OPERATIONS) - told.can == set(told.why_not)
    refused: dict[str, Callable[[], object]] = {
        "readings": lambda: connector.readings(["x"]),
        "followers": lambda: connector.follows(FEED, "followers"),
        "following": lambda: connector.follows(FEED, "following"),
        "hashtag": lambda: connector.search(Query("hashtag", "x")),
        "mention": lambda: connector.search(Query("mention", "x")),
        "text": lambda: connector.search(Query("text", "x")),
    }
    for name, ask in refused.items():
        with pytest.raises(NotAvailable) as error:
            ask()
        assert error.value.message == told.why_not[name]
    assert faulty.asked == []
