"""The Mastodon connector against a server that speaks Mastodon's API on this machine."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from groundswell.kit import clock
from groundswell.platforms.errors import Gone, NotAvailable
from groundswell.platforms.facts import Query
from groundswell.platforms.mastodon.connector import Mastodon
from tests.led_wire import LedWire
from tests.testbeds.mastodon.people import Person
from tests.testbeds.mastodon.server import ELSEWHERE, FANS, HOST, Server, token


@pytest.fixture
def wire(toots: Server) -> Iterator[LedWire]:
    made = LedWire({HOST: toots.url})
    yield made
    made.close()


@pytest.fixture
def mastodon(wire: LedWire) -> Mastodon:
    return Mastodon(wire, {"server": HOST})


@pytest.fixture
def person(toots: Server) -> Iterator[Callable[[str], Person]]:
    met: list[Person] = []

    def meet(name: str) -> Person:
        met.append(Person(toots, name))
        return met[-1]

    yield meet
    for one in met:
        one.close()


def test_a_profile_by_handle_and_address(mastodon: Mastodon, wire: LedWire) -> None:
    for reference in (f"@maya@{HOST}", f" MAYA@{HOST}", f"https://{HOST}/@maya"):
        facts = mastodon.profile(reference)
        assert (facts.external_id, facts.handle, facts.display_name) == (f"maya@{HOST}", f"maya@{HOST}", "Maya :blobcat:")  # fmt: skip
    assert facts.metrics["followers"] == FANS
    assert wire.asked == [f"{HOST}/api/v1/accounts/lookup?acct=maya"] * 3
    with pytest.raises(Gone):
        mastodon.profile(f"nobody-at-all@{HOST}")


def test_who_hides_and_who_does_not_want_to_be_found(mastodon: Mastodon) -> None:
    hidden = mastodon.profile(f"hidden@{HOST}")
    assert hidden.hidden == {"followers_list", "following_list"}
    assert hidden.metrics["followers"] == 3
    assert (mastodon.profile(f"shy@{HOST}").indexable, hidden.indexable) == (False, True)


def test_followers_over_all_pages(mastodon: Mastodon, wire: LedWire) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while not seen or cursor:
        page = mastodon.follows(f"maya@{HOST}", "followers", cursor)
        seen += [facts.handle for facts in page.items]
        cursor = page.cursor
    fans = {f"fan{number:03}@{ELSEWHERE if number % 5 == 0 else HOST}" for number in range(FANS)}
    assert (len(seen), set(seen)) == (FANS, fans)
    assert len(wire.asked) == 1 + 3
    assert mastodon.follows(f"maya@{HOST}", "following").items == ()


def test_posts_with_figures_warnings_and_edits(mastodon: Mastodon, person: Callable[[str], Person]) -> None:
    quiet, reader = person("quiet"), person("reader")
    plain = quiet.post("Trying #ryebread with @brand https://shop.example/r?x=1&y=2")
    warned = quiet.post("Not yet", spoiler_text="Anzeige", language="de")
    quiet.post("For few", visibility="private")
    quiet.post("Unlisted", visibility="unlisted")
    quiet.boost(reader.post("Somebody else's"))
    reader.like(plain)
    reader.boost(plain)
    reader.post("nice", in_reply_to_id=plain)
    quiet.edit(warned, "Now it is <right>")
    page = mastodon.posts(f"quiet@{HOST}")
    assert [facts.external_id for facts in page.items] == [f"{HOST}/{warned}", f"{HOST}/{plain}"]
    second, first = page.items
    assert first.caption == "Trying #ryebread with @brand https://shop.example/r?x=1&y=2"
    assert (first.hashtags, first.mentions) == (("ryebread",), (f"brand@{HOST}",))
    assert first.links == ("https://shop.example/r?x=1&y=2",)
    assert first.metrics == {"likes": 1, "shares": 1, "comments": 1}
    assert (first.author_id, first.url) == (f"quiet@{HOST}", f"https://{HOST}/@quiet/{plain}")
    assert (second.caption, second.warning, second.language) == ("Now it is <right>", "Anzeige", "de")
    assert first.edited_at is None
    assert second.edited_at is not None
    assert mastodon.posts(f"quiet@{HOST}", since=clock.now() + timedelta(days=1)).items == ()


def test_a_deleted_post_is_gone(mastodon: Mastodon, person: Callable[[str], Person], wire: LedWire) -> None:
    moved = person("moved")
    kept, deleted, closed = moved.post("Kept"), moved.post("Deleted"), moved.post("For few", visibility="private")
    moved.delete(deleted)
    told = mastodon.readings([f"{HOST}/{post}" for post in (kept, deleted, closed)])
    figures = {"likes": 0, "shares": 0, "comments": 0}
    assert told == {f"{HOST}/{kept}": figures, f"{HOST}/{deleted}": None, f"{HOST}/{closed}": None}
    assert len(wire.asked) == 1


def test_a_hashtag_is_read_back_to_a_moment(mastodon: Mastodon, person: Callable[[str], Person], wire: LedWire) -> None:
    brand, shy = person("brand"), person("shy")
    posts = [brand.post(f"Number {number} #CrumbDay") for number in range(43)]
    shy.post("Do not find me #crumbday")
    page = mastodon.search(Query("hashtag", "#CrumbDay"))
    rest = mastodon.search(Query("hashtag", "crumbday"), cursor=page.cursor)
    assert [post.external_id for post in (*page.items, *rest.items)] == [f"{HOST}/{post}" for post in reversed(posts)]
    assert rest.cursor is None
    assert sum("/api/v2/instance" in asked for asked in wire.asked) == 1
    assert mastodon.search(Query("hashtag", "crumbday"), since=clock.now() + timedelta(hours=1)).cursor is None


def test_search_and_mentions_need_the_operators_account(
    mastodon: Mastodon, wire: LedWire, person: Callable[[str], Person]
) -> None:
    with pytest.raises(NotAvailable, match="only signed-in people"):
        mastodon.search(Query("text", "oatloaf"))
    maya, shy = person("maya"), person("shy")
    found, mention = maya.post("An oatloaf"), maya.post("Thanks @brand for the flour")
    shy.post("My own oatloaf")
    signed = Mastodon(wire, {"server": HOST, "access_token": token("brand")})
    assert [post.external_id for post in signed.search(Query("text", "oatloaf")).items] == [f"{HOST}/{found}"]
    wire.asked.clear()
    ids = [post.external_id for post in signed.search(Query("mention", f"@brand@{HOST}")).items]
    assert f"{HOST}/{mention}" in ids
    assert not any("search" in asked for asked in wire.asked)
