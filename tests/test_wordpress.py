"""The feeds connector against a real WordPress on this machine."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from groundswell.platforms.feeds.connector import Feeds
from tests.led_wire import LedWire
from tests.testbeds.wordpress.site import HOST, Site


@pytest.fixture
def wire(blog: Site) -> Iterator[LedWire]:
    made = LedWire({HOST: blog.address})
    yield made
    made.close()


@pytest.fixture
def feeds(wire: LedWire) -> Feeds:
    return Feeds(wire, {})


def tagged(blog: Site, tag: str, kind: str = "rss2") -> str:
    return f"{blog.url}/?feed={kind}&tag={tag}"


def test_a_blogs_address_leads_to_its_feed(blog: Site, feeds: Feeds, wire: LedWire) -> None:
    for reference in (HOST, f"{blog.url}/", f"{blog.url}/?feed=rss2"):
        facts = feeds.profile(reference)
        assert (facts.platform, facts.external_id, facts.handle) == ("blog", f"{blog.url}/?feed=rss2", HOST)
        assert (facts.display_name, facts.bio) == ("Anna bakes & brews", "Sourdough, every day")
        assert (facts.language, facts.metrics, facts.indexable) == ("en", {}, True)
        assert len(wire.asked) == 2
        wire.asked.clear()


@pytest.mark.parametrize("kind", ["rss2", "atom"])
def test_articles_newest_first_with_comment_counts(blog: Site, feeds: Feeds, kind: str) -> None:
    tag = f"rye{kind}"
    text = 'Bread &amp; <b>butter</b> #ad <a href="https://shop.example/?a=1&amp;b=2">shop</a> <a href="/about">me</a>'
    old = blog.write("Old one", "Long ago", tags=(tag,), date="2026-01-02 03:04:05")
    new = blog.write("Rye & shine", f"<p>{text}</p>", tags=(tag, "Anzeige"), comments=3)
    page = feeds.posts(tagged(blog, tag, kind))
    assert [post.title for post in page.items] == ["Rye & shine", "Old one"]
    newest, oldest = page.items
    assert (newest.url, newest.external_id, newest.surface) == (new["url"], new["url"], "article")
    assert newest.caption == "Bread & butter #ad shop me"
    assert newest.links == ("https://shop.example/?a=1&b=2", f"{blog.url}/about")
    assert (newest.metrics, newest.hashtags) == ({"comments": 3}, ("ad",))
    assert sorted(newest.raw["categories"]) == sorted(["Anzeige", "Uncategorized", tag])
    assert (oldest.url, oldest.published_at) == (old["url"], datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert page.cursor is None
    recent = feeds.posts(tagged(blog, tag, kind), since=datetime(2026, 6, 1, tzinfo=UTC))
    assert [post.title for post in recent.items] == ["Rye & shine"]


def test_a_feed_that_was_kept_is_read_again_only_when_it_changed(blog: Site, feeds: Feeds, wire: LedWire) -> None:
    post = blog.write("First", "One", tags=("crust",), date="2026-01-02 03:04:05")
    assert len(feeds.posts(tagged(blog, "crust")).items) == 1
    assert len(feeds.posts(tagged(blog, "crust")).items) == 1  # nobody said that it was kept
    wire.keep_versions()
    assert feeds.posts(tagged(blog, "crust")).items == ()
    assert wire.statuses == [200, 200, 304]
    time.sleep(1.1)  # WordPress dates its feeds to the second
    blog.edit(post["id"], "One, mended")
    (edited,) = feeds.posts(tagged(blog, "crust")).items
    assert (edited.external_id, edited.caption) == (post["url"], "One, mended")
    blog.delete(post["id"])
    assert feeds.posts(tagged(blog, "crust")).items == ()


def test_an_article_with_sound_is_an_episode(blog: Site, feeds: Feeds) -> None:
    blog.write("Crumbs, episode 1", "We talk", tags=("pod",), enclosure="https://cdn.example/1.mp3\n123\naudio/mpeg\n")
    (episode,) = feeds.posts(tagged(blog, "pod")).items
    assert (episode.surface, episode.raw["enclosures"]) == ("episode", [{"href": "https://cdn.example/1.mp3", "type": "audio/mpeg"}])  # fmt: skip
