"""Feeds of every kind, and of every state, turned into facts."""

import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.feeds import parse
from groundswell.platforms.feeds.documents import Feed, web_address
from groundswell.platforms.feeds.json_feed import read_json
from groundswell.platforms.feeds.site import is_page, read_site
from groundswell.platforms.feeds.tests import recorded
from groundswell.platforms.feeds.xml_feed import read_xml

URL = "https://maya.example/feed"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>%s</channel></rss>'
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Maya",
    "home_page_url": "https://maya.example/",
    "next_url": "/feed?page=2",
    "language": "en",
    "authors": [{"name": "Maya", "url": "https://toots.example/@maya"}, "nonsense"],
    "items": [
        {"id": 7, "url": "/7", "content_html": "<p>Rye <a href='/shop'>shop</a> #ad</p>", "date_published": "2026-11-20T09:30:00+01:00"},
        {"id": "8", "content_text": "1 < 2", "date_published": "soon", "attachments": [{"mime_type": "audio/mpeg"}, None]},
        "nonsense",
    ],
}  # fmt: skip


def xml(content: bytes | str, content_type: str = "application/rss+xml") -> Feed:
    return read_xml(content.encode() if isinstance(content, str) else content, content_type, URL)


def test_a_podcast_keeps_every_person_and_every_discussion() -> None:
    feed = xml(recorded("podcast.xml"))
    facts = parse.profile(feed, URL, "", indexable=True)
    assert (facts.platform, facts.external_id, facts.handle, facts.url) == ("podcast", URL, "maya.example/feed", URL)
    assert (facts.display_name, facts.bio) == ("Crumbs & Company", "Two bakers talk. Weekly.")
    assert (facts.language, facts.country, facts.indexable) == ("de", "AT", True)
    assert facts.moved_to == "https://new.example/crumbs.xml"
    assert facts.links == (
        "https://crumbs.example/", "https://people.example/maya", "https://people.example/bo",
        "https://toots.example/@crumbs", "https://bsky.app/profile/crumbs.example", "https://fund.example/crumbs",
        "https://toots.example/@maya",
    )  # fmt: skip
    assert feed.next_page == "https://maya.example/feed?page=2"


def test_an_episode() -> None:
    episode, first = parse.posts(xml(recorded("podcast.xml")), URL, None)
    assert (episode.external_id, episode.url, episode.surface) == ("crumbs-2", "https://maya.example/2", "episode")
    assert (episode.platform, episode.author_id, episode.title) == ("podcast", URL, "Episode 2: #Rye")
    assert (episode.caption, episode.hashtags) == ("Brought to you by the shop #ad", ("Rye", "ad"))
    assert episode.published_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert episode.links == (
        "https://shop.example/rye?a=1&b=2", "https://toots.example/@crumbs/2",
        "https://bsky.app/profile/crumbs.example/post/2",
    )  # fmt: skip
    assert (episode.metrics, episode.paid_label) == ({}, None)
    assert episode.raw["podcast"] == {
        "people": [
            {"name": "Guest", "role": "guest", "href": "https://people.example/guest"},
            {"name": "Maya", "role": "host", "href": "https://people.example/maya"},
        ],
        "discussions": ["https://toots.example/@crumbs/2", "https://bsky.app/profile/crumbs.example/post/2"],
        "accounts": ["https://toots.example/@crumbs", "https://bsky.app/profile/crumbs.example"],
        "notes": ["Cut twice"],
    }
    assert (first.url, "podcast" in first.raw) == ("https://cdn.example/1.mp3", False)
    json.dumps(episode.raw)


def test_atom_newest_first_undated_last() -> None:
    feed = xml(recorded("blog.atom"), "application/atom+xml")
    newer, older, undated = parse.posts(feed, URL, None)
    assert [one.title for one in (newer, older, undated)] == ["Newer", "Older", "Undated"]
    assert (newer.url, newer.caption, newer.edited_at) == ("https://maya.example/2", "Body", None)
    assert newer.published_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert (older.caption, older.metrics) == ("Only a summary", {"comments": 4})
    assert older.edited_at == datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert (undated.caption, undated.published_at, undated.url) == ("3 < 4, said nobody", None, "")
    recent = parse.posts(feed, URL, datetime(2026, 11, 10, tzinfo=UTC))
    assert [one.title for one in recent] == ["Newer", "Undated"]
    facts = parse.profile(feed, URL, "https://www.maya.example/", indexable=True)
    assert (facts.platform, facts.handle, facts.url) == ("blog", "maya.example", "https://www.maya.example/")
    assert (facts.display_name, facts.language) == ("Maya & bread", "en")


def test_json_feed() -> None:
    feed = read_json(json.dumps(JSON_FEED).encode(), URL)
    newest, text = parse.posts(feed, URL, None)
    assert (newest.external_id, newest.url, newest.surface) == ("7", "https://maya.example/7", "article")
    assert (newest.caption, newest.links, newest.hashtags) == ("Rye shop #ad", ("https://maya.example/shop",), ("ad",))
    assert newest.published_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert (text.caption, text.surface, text.published_at) == ("1 < 2", "episode", None)
    assert (feed.next_page, feed.links) == ("https://maya.example/feed?page=2", ("https://toots.example/@maya",))
    others: list[Any] = [{}, [], {"version": "https://jsonfeed.org/version/1"}, {**JSON_FEED, "version": "2"}]
    for other in others:
        with pytest.raises(Unreadable):
            read_json(json.dumps(other).encode(), URL)
    with pytest.raises(Unreadable):
        read_json(b"[" * 200_000, URL)


@pytest.mark.parametrize(
    ("tag", "listed"),
    [
        ("<podcast:block>yes</podcast:block>", False),
        ("<podcast:block>no</podcast:block>", True),
        ('<podcast:block id="apple">yes</podcast:block>', True),
        ("<itunes:block>Yes</itunes:block>", False),
    ],
)
def test_who_wants_to_be_in_no_directory_is_not(tag: str, listed: bool) -> None:
    feed = recorded("podcast.xml").replace(b"</language>", b"</language>" + tag.encode())
    assert parse.profile(xml(feed), URL, "", indexable=True).indexable is listed
    assert parse.profile(xml(feed), URL, "", indexable=False).indexable is False


def test_a_broken_feed_gives_what_could_be_read() -> None:
    whole = recorded("podcast.xml").decode()
    broken = whole.replace("<description>First</description>", "<description>Fish & chips</description>")
    assert [one.title for one in parse.posts(xml(broken), URL, None)] == ["Episode 2: #Rye", "Episode 1"]
    cut = whole[: whole.index("First</desc")]
    assert [one.title for one in parse.posts(xml(cut), URL, None)] == ["Episode 2: #Rye"]
    assert parse.posts(xml(whole.replace('encoding="UTF-8"', 'encoding="nonsense"')), URL, None)
    latin = RSS.replace("?>", ' encoding="iso-8859-1"?>', 1) % "<item><title>Brötchen</title></item>"
    assert parse.posts(xml(latin.encode("latin-1")), URL, None)[0].title == "Brötchen"


@pytest.mark.parametrize("content", ["", "maintenance", "<html><p>x</p></html>", "<urlset><url/></urlset>", "/etc/passwd", "https://maya.example/"])  # fmt: skip
def test_what_is_no_feed_is_unreadable(content: str) -> None:
    with pytest.raises(Unreadable, match="no feed"):
        xml(content)


def test_where_it_broke_is_said() -> None:
    with pytest.raises(Unreadable, match="line 3"):
        xml("<?xml version='1.0'?>\n<a>\n</b>")


@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % a "x"> %a;'],
)  # fmt: skip
def test_entities_of_its_own_are_refused(entity: str) -> None:
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entity}]><rss version="2.0"><channel><title>&a;</title></channel></rss>'  # fmt: skip
    with pytest.raises(Unreadable, match="entities"):
        xml(bomb)
    with pytest.raises(Unreadable, match="entities"):
        xml(bomb.encode("utf-16"))


def test_numbers_that_no_machine_reads_do_not_stop_the_rest() -> None:
    with contextlib.suppress(Unreadable):
        xml(RSS % f"<item><title>&#{'9' * 5000};</title></item>")
    told = xml(RSS % "<item><title>A</title><pubDate>Fri, 99 Foo 99999</pubDate></item>")
    assert parse.posts(told, URL, None)[0].published_at is None


def test_an_entry_without_an_id_gets_one_that_lasts() -> None:
    def ids(items: str) -> list[str]:
        return [one.external_id for one in parse.posts(xml(RSS % items), URL, None)]

    nameless = "<item><title>A</title><description>x</description></item>"
    assert ids(nameless) == ids(nameless + "<item><link>https://maya.example/b</link></item>")[:1]
    assert ids("<item><link>https://maya.example/b</link></item>") == ["https://maya.example/b"]
    (long,) = ids(f"<item><guid>{'x' * 300}</guid></item>")
    assert len(long) == 64
    assert ids(f"<item><guid>{'x' * 301}</guid></item>") != [long]


def test_hostile_entries_are_text_and_lead_nowhere_else() -> None:
    entry = "<item><title>&lt;img src=x onerror=alert(1)&gt;A\u202e</title><link>javascript:alert(1)</link><description>&lt;script&gt;x&lt;/script&gt;b &lt;a href='data:x'&gt;c&lt;/a&gt;</description></item>"  # fmt: skip
    (told,) = parse.posts(xml(RSS % entry), URL, None)
    assert (told.title, told.caption, told.url, told.links) == ("A\u202e", "b c", "", ())
    feed = xml(RSS % "<link>javascript:alert(1)</link>")
    assert feed.site == ""


def test_a_page_names_its_feeds_and_those_of_comments_last() -> None:
    page = b"""<html><head><base href="/sub/"><LINK REL='alternate' type="application/rss+xml" title="Comments" href="c">
      <link rel=alternate type=application/atom+xml href='atom?a=1&#038;b=2'><link rel="alternate" hreflang="de" href="/de">
      <link rel="alternate" type="application/rss+xml" href="javascript:x"><link rel="stylesheet" href="x.css"></head>"""
    assert read_site(page, "https://maya.example/x").feeds == ("https://maya.example/sub/atom?a=1&b=2", "https://maya.example/sub/c")  # fmt: skip


@pytest.mark.parametrize(
    ("robots", "found"),
    [("noindex, follow", False), ("NONE", False), ("max-image-preview:large", True), ("index", True)],
)
def test_a_page_that_asks_robots_not_to_list_it(robots: str, found: bool) -> None:
    assert read_site(f'<meta name="robots" content="{robots}">'.encode(), URL).indexable is found


@pytest.mark.parametrize(
    ("content", "kind", "page"),
    [
        (b"<!doctype html><html>", "text/html", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?><rss version='2.0'>", "text/html", False),
        (b"<HTML>", "application/xml", True),
        (b'{"version": 1}', "application/json", False),
        (b"", "", False),
    ],
)
def test_a_page_is_told_from_a_feed_by_what_it_holds(content: bytes, kind: str, page: bool) -> None:
    assert is_page(content, kind) is page


PIECES = st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "<link/>", "<guid>", "<pubDate>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
     "<entry>", "<id>", "<![CDATA[", "]]>", "<!--", "&lt;a href=", "&#0;", "&nbsp;", "<enclosure url='x' type='audio/x'/>", "<!DOCTYPE x>", "<?x?>", "\x00", "\ufffe", "9999"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join), st.booleans())
def test_whatever_a_feed_holds_it_is_read_or_refused(content: str, dressed: bool) -> None:
    body = (RSS % content if dressed else content).encode("utf-8", "replace")
    with contextlib.suppress(Unreadable):
        feed = xml(body)
        parse.profile(feed, URL, feed.site, indexable=True)
        for one in parse.posts(feed, URL, datetime(2026, 1, 1, tzinfo=UTC)):
            json.dumps(one.raw).encode()
            assert 0 < len(one.external_id) <= 255
            assert "\0" not in one.title + one.caption
    read_site(body, URL)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(JSON_FEED)) | st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@given(name=st.sampled_from(sorted(JSON_FEED)), value=JSON)
def test_whatever_a_json_feed_holds_it_is_read_or_refused(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        feed = read_json(json.dumps({**JSON_FEED, name: value}).encode(), URL)
        parse.profile(feed, URL, feed.site, indexable=True)
        parse.posts(feed, URL, None)


@given(st.text(max_size=30))
def test_an_address_is_of_the_web_or_empty(text: str) -> None:
    for told in (text, f"javascript:{text}", f"//{text}", f"https://{text}"):
        assert web_address(told, URL).partition(":")[0] in ("http", "https", "")
