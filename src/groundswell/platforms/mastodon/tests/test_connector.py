"""The connector against a server that answers what it is told to: what it asks, and what it makes of bad answers."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import Gone, NotAvailable, PlatformError, SignInRefused, Slow, Unreadable
from groundswell.platforms.facts import PostFacts, Query
from groundswell.platforms.mastodon import plugin
from groundswell.platforms.mastodon.tests import recorded
from groundswell.platforms.port import OPERATIONS, Connector, ReadsComments
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply

MAYA = "maya@toots.example"
LOOKUP = "/api/v1/accounts/lookup"
SIGNED_IN = {"server": "toots.example", "access_token": "token"}
INSTANCE = Reply.of({"domain": "toots.example"})


def comments(connector: Connector) -> Sequence[PostFacts]:
    assert isinstance(connector, ReadsComments)
    return connector.comments("toots.example/9003")


CALLS: dict[str, Callable[[Connector], object]] = {
    "profile": lambda connector: connector.profile(MAYA),
    "posts": lambda connector: connector.posts(MAYA),
    "readings": lambda connector: connector.readings(["toots.example/9003"]),
    "comments": comments,
    "hashtag": lambda connector: connector.search(Query("hashtag", "bread")),
    "mention": lambda connector: connector.search(Query("mention", "brand@toots.example")),
    "text": lambda connector: connector.search(Query("text", "bread")),
    "followers": lambda connector: connector.follows(MAYA, "followers"),
    "following": lambda connector: connector.follows(MAYA, "following"),
}


def made(faulty: FaultyServer, /, **secrets: str) -> Connector:
    return plugin.make(faulty.wire(), secrets)


def known(server: FaultyServer, **changes: Any) -> None:
    server.reply(LOOKUP, Reply.of({**recorded("account"), **changes}))
    server.reply("/api/v2/instance", INSTANCE)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.error is not Gone], ids=str)
def test_every_fault_has_its_error(faulty: FaultyServer, call: str, fault: Fault) -> None:
    faulty.always(fault.reply)
    with pytest.raises(fault.error):
        CALLS[call](made(faulty, **SIGNED_IN))


@pytest.mark.parametrize("call", ["profile", "posts", "followers", "following"])
def test_who_is_not_there_is_gone(faulty: FaultyServer, call: str) -> None:
    faulty.always(Reply.of({"error": "Record not found"}, 404))
    with pytest.raises(Gone, match=r"There is no profile @maya@toots\.example"):
        CALLS[call](made(faulty))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("answer", [None, [None], "maintenance", 7, {"error": "x"}, [{"id": 1}]])
def test_an_answer_of_another_shape_is_unreadable(faulty: FaultyServer, call: str, answer: Any) -> None:
    faulty.always(Reply.of(answer))
    with pytest.raises(Unreadable):
        CALLS[call](made(faulty, **SIGNED_IN))


def test_a_server_that_asks_to_wait_is_not_asked_by_another_way(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({}, 429, retry_after="120"))
    with pytest.raises(Slow):
        made(faulty).profile(MAYA)
    assert faulty.asked == [f"GET /toots.example{LOOKUP}?acct=maya"]


def test_where_the_lookup_is_for_members_the_public_search_is_used(faulty: FaultyServer) -> None:
    faulty.reply(LOOKUP, Reply.of({"error": "This method requires an authenticated user"}, 401))
    twins = [{**recorded("account"), "acct": acct} for acct in ("maya@evil.example", "maya2", "Maya")]
    faulty.reply("/api/v2/search", Reply.of({"accounts": twins, "statuses": [], "hashtags": []}))
    assert made(faulty).profile(MAYA).external_id == MAYA
    faulty.reply("/api/v2/search", Reply.of({"accounts": twins[:2]}))
    faulty.reply("/.well-known/webfinger", Reply.of({}, 404))
    with pytest.raises(Gone):
        made(faulty).profile(MAYA)
    faulty.reply("/api/v2/search", Reply.of({}, 401))
    faulty.reply("/.well-known/webfinger", _webfinger("https://toots.example/users/maya"))
    with pytest.raises(SignInRefused):
        made(faulty).profile(MAYA)


def test_the_server_of_a_domain_may_have_another_name(faulty: FaultyServer) -> None:
    faulty.reply(f"/example.org{LOOKUP}", Reply(body=b"<html>Our company</html>"))
    faulty.reply("/example.org/.well-known/webfinger", _webfinger("https://social.example.org/users/maya"))
    faulty.reply(f"/social.example.org{LOOKUP}", Reply.of(recorded("account")))
    faulty.reply("/social.example.org/api/v1/accounts/1101/statuses", Reply.of(recorded("statuses")))
    connector = made(faulty)
    assert connector.profile("maya@example.org").handle == "maya@example.org"
    newest = connector.posts("maya@example.org").items[0]
    assert (newest.external_id, newest.author_id) == ("social.example.org/9003", "maya@example.org")


@pytest.mark.parametrize("told", [{}, {"links": [{"rel": "self"}]}, {"links": [{"rel": "self", "href": "https://10.0.0.1]/x"}]}])  # fmt: skip
def test_a_domain_that_names_no_server_is_unreadable(faulty: FaultyServer, told: dict[str, Any]) -> None:
    faulty.reply(LOOKUP, Reply.of({}, 404))
    faulty.reply("/.well-known/webfinger", Reply.of(told))
    with pytest.raises(Unreadable):
        made(faulty).profile(MAYA)


def test_a_moved_account_tells_where_to(faulty: FaultyServer) -> None:
    known(faulty, moved={"url": "https://new.example/@maya"})
    assert made(faulty).profile(MAYA).moved_to == "https://new.example/@maya"


def test_posts_are_asked_without_boosts_and_end_at_the_moment(faulty: FaultyServer) -> None:
    known(faulty)
    link = '<https://toots.example/api/v1/accounts/1101/statuses?limit=40&max_id=9000>; rel="next", <https://toots.example/x?min_id=9003>; rel="prev"'  # fmt: skip
    faulty.reply("/statuses", Reply.of(recorded("statuses"), Link=link))
    connector = made(faulty)
    page = connector.posts(MAYA)
    assert ([post.external_id for post in page.items], page.cursor) == (["toots.example/9003", "toots.example/9000"], "9000")  # fmt: skip
    assert faulty.asked[-1] == "GET /toots.example/api/v1/accounts/1101/statuses?limit=40&exclude_reblogs=true"
    page = connector.posts(MAYA, since=datetime(2026, 11, 10, tzinfo=UTC))
    assert ([post.external_id for post in page.items], page.cursor) == (["toots.example/9003"], None)
    assert len([asked for asked in faulty.asked if LOOKUP in asked]) == 1
    with pytest.raises(Unreadable, match="already read"):
        connector.posts(MAYA, cursor="9000")


def test_an_empty_list_beside_a_count_is_hidden_and_not_nobody(faulty: FaultyServer) -> None:
    known(faulty)
    faulty.reply("/1101/followers", Reply.of([]))
    with pytest.raises(NotAvailable, match="does not show this list"):
        made(faulty).follows(MAYA, "followers")
    known(faulty, followers_count=0)
    assert made(faulty).follows(MAYA, "followers").items == ()


def test_readings_come_from_each_posts_own_server_twenty_at_a_time(faulty: FaultyServer) -> None:
    faulty.reply("/toots.example/api/v1/statuses", Reply.of(recorded("statuses")))
    faulty.reply("/cafe.example/api/v1/statuses?", Reply.of({"error": "no such page"}, 404))
    faulty.reply("/cafe.example/api/v1/statuses/1", Reply.of({**recorded("statuses")[3], "id": "1"}))
    ours = [f"toots.example/{number}" for number in (*range(8979, 9001), 9001, 9003)]
    told = made(faulty).readings([*ours, "cafe.example/1", "cafe.example/2"])
    assert {post: figures for post, figures in told.items() if figures} == {
        "toots.example/9000": {"likes": 1, "shares": 0, "comments": 0},
        "toots.example/9003": {"likes": 41, "shares": 7, "comments": 3, "quotes": 1},
        "cafe.example/1": {"likes": 1, "shares": 0, "comments": 0},
    }
    assert told["toots.example/9001"] is None  # unlisted since
    assert told["cafe.example/2"] is None
    assert [asked.count("id%5B%5D") for asked in faulty.asked if "/toots" in asked] == [20, 4]
    assert len([asked for asked in faulty.asked if "/cafe" in asked]) == 3


def test_the_token_goes_to_its_own_server_only(faulty: FaultyServer) -> None:
    known(faulty)
    faulty.reply("/statuses", Reply.of([]))
    connector = made(faulty, server="https://Toots.example/", access_token=" token ")
    connector.posts(MAYA)
    connector.posts("bo@cafe.example")
    tokens = {path.split("/")[1]: headers.get("Authorization") for path, headers in zip(faulty.asked, faulty.headers, strict=True)}  # fmt: skip
    assert tokens == {"toots.example": "Bearer token", "cafe.example": None}
    with pytest.raises(PlatformError, match="no server's name"):
        made(faulty, server="http://")


def test_a_closed_hashtag_page_is_not_asked(faulty: FaultyServer) -> None:
    for access, asked in (({"local": "disabled", "remote": "authenticated"}, 0), ({"local": "public", "remote": "disabled"}, 1)):  # fmt: skip
        faulty.always(Reply.of([]))
        faulty.reply("/api/v2/instance", Reply.of({"configuration": {"timelines_access": {"hashtag_feeds": access}}}))
        faulty.asked.clear()
        if asked:
            made(faulty, server="toots.example").search(Query("hashtag", "#Bread"))
            assert faulty.asked[-1] == "GET /toots.example/api/v1/timelines/tag/bread?limit=40&local=true"
        else:
            with pytest.raises(NotAvailable):
                made(faulty, server="toots.example").search(Query("hashtag", "#Bread"))
        assert len([path for path in faulty.asked if "timelines" in path]) == asked


def test_search_leaves_out_who_did_not_agree(faulty: FaultyServer) -> None:
    views = [
        {**recorded("statuses")[3], "id": str(number), "account": {**recorded("account"), "acct": "bo@cafe.example", **flags}}
        for number, flags in enumerate([{}, {"indexable": False}, {"discoverable": False}, {"noindex": True}], start=1)
    ]  # fmt: skip
    faulty.reply("/api/v2/instance", Reply.of({}, 404))
    faulty.reply("/api/v2/search", Reply.of({"statuses": views}))
    faulty.reply("/timelines/tag/", Reply.of(views))
    connector = made(faulty, **SIGNED_IN)
    ids = [post.raw["id"] for post in connector.search(Query("text", "hello")).items]
    assert ids == ["1"]
    assert [post.raw["id"] for post in connector.search(Query("hashtag", "hello")).items] == ["1", "2"]


def test_mentions_of_ones_own_account_come_from_its_notifications(faulty: FaultyServer) -> None:
    faulty.reply("/api/v2/instance", INSTANCE)
    faulty.reply("/verify_credentials", Reply.of({**recorded("account"), "acct": "brand"}))
    told = [{"id": "5", "type": "mention", "status": recorded("statuses")[0]}, {"id": "4", "type": "mention", "status": None}]  # fmt: skip
    faulty.reply("/api/v1/notifications", Reply.of(told))
    found = made(faulty, **SIGNED_IN).search(Query("mention", "@brand@toots.example"))
    assert [post.external_id for post in found.items] == ["toots.example/9003"]
    assert not any("search" in path for path in faulty.asked)


def test_mentions_of_others_are_searched_and_must_truly_mention(faulty: FaultyServer) -> None:
    known(faulty)
    faulty.reply("/verify_credentials", Reply.of(recorded("account")))
    faulty.reply("/api/v2/search", Reply.of({"statuses": recorded("statuses")}))
    found = made(faulty, **SIGNED_IN).search(Query("mention", "brand@cafe.example"))
    assert [post.external_id for post in found.items] == ["toots.example/9003"]


def test_search_without_server_or_token_says_what_is_missing(faulty: FaultyServer) -> None:
    told = made(faulty).capabilities()
    assert set(OPERATIONS) - told.can == set(told.why_not) == {"hashtag", "mention", "text", "paid_label"}
    for kind in ("hashtag", "mention", "text"):
        with pytest.raises(NotAvailable) as refused:
            made(faulty).search(Query(kind, "x"))
        assert refused.value.message == told.why_not[kind]
    assert made(faulty, server="toots.example").capabilities().why_not.keys() == {"mention", "text", "paid_label"}
    assert set(OPERATIONS) - made(faulty, **SIGNED_IN).capabilities().can == {"paid_label"}
    assert faulty.asked == []


@pytest.mark.parametrize("reference", ["", "maya", "two words@x.example", "https://x.com/maya", "maya@", "<b>"])
def test_what_is_no_handle_is_refused_before_anything_is_asked(faulty: FaultyServer, reference: str) -> None:
    with pytest.raises(BadInput):
        made(faulty).profile(reference)
    assert faulty.asked == []


def _webfinger(href: str) -> Reply:
    return Reply.of({"subject": f"acct:{MAYA}", "links": [{"rel": "self", "type": "application/activity+json", "href": href}]})  # fmt: skip


def test_comments_are_the_direct_answers_of_others_that_everybody_may_read(faulty: FaultyServer) -> None:
    status = recorded("statuses")[0]

    def answer(to: str, by: str, visibility: str) -> dict[str, Any]:
        account = {**status["account"], "id": by, "acct": f"fan{by}"}
        told = {"in_reply_to_id": to, "in_reply_to_account_id": "1", "visibility": visibility, "content": "<p>Yum</p>"}
        return {**status, **told, "id": f"8{by}", "account": account}

    below = [
        answer("9003", "2", "unlisted"),
        answer("9003", "1", "public"),
        answer("9003", "3", "private"),
        answer("82", "4", "public"),
    ]
    faulty.reply("/api/v1/statuses/9003/context", Reply.of({"ancestors": [], "descendants": below}))
    [found] = comments(made(faulty))
    assert (found.author_id, found.caption) == ("fan2@toots.example", "Yum")
