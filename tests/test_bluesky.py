"""The Bluesky connector against a real AT-protocol network on this machine."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from groundswell.kit import clock
from groundswell.platforms.bluesky.connector import Bluesky
from groundswell.platforms.errors import Gone, NotAvailable
from groundswell.platforms.facts import Query
from tests.plain_wire import PlainWire
from tests.testbeds.atproto.network import Network
from tests.testbeds.atproto.people import People, password


@pytest.fixture
def wire() -> Iterator[PlainWire]:
    made = PlainWire()
    yield made
    made.close()


@pytest.fixture
def bluesky(atproto: Network, wire: PlainWire) -> Bluesky:
    return Bluesky(wire, {"appview": atproto.appview, "pds": atproto.pds})


def known(people: People, *names: str) -> None:
    """Waits until the AppView shows the profiles of all of them."""
    for name in names:
        people.see("app.bsky.actor.getProfile", lambda told: "description" in told, actor=people.did[name])


def shown(people: People, name: str, count: int) -> None:
    """Waits until the AppView shows that many posts of somebody."""
    people.see("app.bsky.feed.getAuthorFeed", lambda told: len(told.get("feed", [])) == count, actor=people.did[name])


def test_a_profile_by_handle_address_and_did(people: People, bluesky: Bluesky) -> None:
    did = people.join("ada", bio="Bakes <b>bread</b> \u202e https://ada.example")
    people.join("ada-shy", labels=("!no-unauthenticated",))
    known(people, "ada", "ada-shy")
    for reference in ("@ada.test", " ADA.test", "https://bsky.app/profile/ada.test", did, f"at://{did}"):
        facts = bluesky.profile(reference)
        assert (facts.external_id, facts.handle, facts.display_name) == (did, "ada.test", "Ada")
    assert facts.bio == "Bakes <b>bread</b> \u202e https://ada.example"
    assert facts.links == ("https://ada.example",)
    assert facts.metrics == {"followers": 0, "following": 0, "posts_count": 0}
    assert (facts.indexable, bluesky.profile("ada-shy.test").indexable) == (True, False)


def test_a_renamed_handle_is_followed_by_did(people: People, bluesky: Bluesky) -> None:
    did = people.join("bea")
    known(people, "bea")
    people.rename("bea", "bea-baker.test")
    people.see("app.bsky.actor.getProfile", lambda told: told.get("handle") == "bea-baker.test", actor=did)
    assert bluesky.profile(did).handle == "bea-baker.test"
    assert bluesky.profile("bea-baker.test").external_id == did
    with pytest.raises(Gone):
        bluesky.profile("nobody-at-all.test")


def test_posts_with_figures_newest_first_back_to_a_moment(people: People, bluesky: Bluesky) -> None:
    for name in ("cleo", "cleo-shop", "cleo-fan"):
        people.join(name)
    known(people, "cleo", "cleo-shop", "cleo-fan")
    people.post("cleo", "Old news", createdAt="2026-01-01T00:00:00.000Z")
    post = people.post("cleo", "Café ☕ #kaffee with @cleo-shop.test https://shop.example/r?x=1")
    strange = people.post("cleo-fan", "Somebody else's")
    people.repost("cleo", strange)
    people.like("cleo-fan", post)
    people.repost("cleo-fan", post)
    people.reply("cleo-fan", post, "nice")
    people.see("app.bsky.feed.getPosts", lambda told: bool(told["posts"] and told["posts"][0]["replyCount"]), uris=[post["uri"]])  # fmt: skip
    shown(people, "cleo", 3)
    page = bluesky.posts(people.did["cleo"])
    assert [facts.caption for facts in page.items] == ["Café ☕ #kaffee with @cleo-shop.test https://shop.example/r?x=1", "Old news"]  # fmt: skip
    newest = page.items[0]
    assert newest.external_id == post["uri"]
    assert newest.metrics == {"likes": 1, "shares": 1, "comments": 1, "quotes": 0, "saves": 0}
    assert newest.hashtags == ("kaffee",)
    assert newest.mentions == (people.did["cleo-shop"],)
    assert newest.links == ("https://shop.example/r?x=1",)
    recent = bluesky.posts(people.did["cleo"], since=clock.now() - timedelta(days=1))
    assert [facts.external_id for facts in recent.items] == [post["uri"]]
    assert recent.cursor is None


def test_followers_and_following_over_several_pages(people: People, bluesky: Bluesky, wire: PlainWire) -> None:
    people.join("dora")
    fans = [f"dora-fan{number:03}" for number in range(103)]
    for name in fans:
        people.join(name)
        people.follow(name, "dora")
    people.follow("dora", *fans[:3])
    people.see("app.bsky.actor.getProfile", lambda told: told.get("followersCount") == 103, actor=people.did["dora"])
    wire.asked.clear()
    seen: list[str] = []
    cursor: str | None = None
    while not seen or cursor:
        page = bluesky.follows(people.did["dora"], "followers", cursor)
        seen += [facts.external_id for facts in page.items]
        cursor = page.cursor
    assert sorted(seen) == sorted(people.did[name] for name in fans)
    assert wire.asked == ["app.bsky.graph.getFollowers"] * 2
    following = bluesky.follows(people.did["dora"], "following")
    assert {facts.handle for facts in following.items} == {f"{name}.test" for name in fans[:3]}
    wire.asked.clear()
    found = bluesky.profiles([people.did[name] for name in fans[:60]])
    assert all(found.values())
    assert wire.asked == ["app.bsky.actor.getProfiles"] * 3


def test_search_keeps_only_what_truly_carries_the_mention_or_hashtag(people: People, bluesky: Bluesky) -> None:
    for name in ("edda", "edda-shop"):
        people.join(name)
    known(people, "edda", "edda-shop")
    mention = people.post("edda", "Thanks @edda-shop.test for the #eddabeans")
    people.post("edda", "Not marked: @edda-shop.test #eddabeans", facets=[])
    shown(people, "edda", 2)
    for query in (Query("mention", "edda-shop.test"), Query("hashtag", "#eddabeans")):
        assert [post.external_id for post in bluesky.search(query).items] == [mention["uri"]]
    assert len(bluesky.search(Query("text", "eddabeans")).items) == 2


def test_search_signs_in_only_where_visitors_may_not(people: People, atproto: Network) -> None:
    people.join("finn")
    people.post("finn", "About finnbeans")
    shown(people, "finn", 1)
    wire = PlainWire(f"{atproto.appview}/xrpc/app.bsky.feed.searchPosts")
    hosts = {"appview": atproto.appview, "pds": atproto.pds}
    with pytest.raises(NotAvailable, match="does not let signed-out visitors search"):
        Bluesky(wire, hosts).search(Query("text", "finnbeans"))
    signed = Bluesky(wire, {**hosts, "identifier": "@finn.test", "app_password": password("finn")})
    wire.asked.clear()
    for _ in range(2):
        assert len(signed.search(Query("text", "finnbeans")).items) == 1
    assert wire.asked.count("com.atproto.server.createSession") == 1
    wire.close()


def test_a_deleted_post_and_a_deactivated_account_are_gone(people: People, bluesky: Bluesky) -> None:
    did = people.join("gus")
    known(people, "gus")
    kept, deleted = people.post("gus", "Kept"), people.post("gus", "Deleted")
    shown(people, "gus", 2)
    people.delete("gus", deleted["uri"])
    shown(people, "gus", 1)
    figures = {"likes": 0, "shares": 0, "comments": 0, "quotes": 0, "saves": 0}
    assert bluesky.readings([kept["uri"], deleted["uri"]]) == {kept["uri"]: figures, deleted["uri"]: None}
    people.deactivate("gus")
    people.see("app.bsky.actor.getProfile", lambda told: told.get("error") == "AccountDeactivated", actor=did)
    assert bluesky.readings([kept["uri"]]) == {kept["uri"]: None}
    assert bluesky.profiles([did]) == {did: None}
    for ask in (
        lambda: bluesky.profile(did),
        lambda: bluesky.posts(did),
        lambda: bluesky.follows(did, "followers"),
    ):
        with pytest.raises(Gone):
            ask()
