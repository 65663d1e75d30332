"""The connector when the network answers badly: which error comes out, and what is not asked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.bluesky import plugin
from groundswell.platforms.bluesky.tests import recorded
from groundswell.platforms.errors import (
    BudgetSpent,
    Gone,
    NotAvailable,
    PlatformError,
    SignInRefused,
    Slow,
    Unreachable,
    Unreadable,
)
from groundswell.platforms.facts import PostFacts, Query
from groundswell.platforms.port import OPERATIONS, Connector, ReadsComments
from groundswell.platforms.wire import Answer, Refused

DID = "did:plc:maya"
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
REFUSED = PlatformError("The network answered 400.")


class Script:
    """A wire that gives prepared answers by method (the last one again and again) and notes what was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {name: list(given) if isinstance(given, tuple) else [given] for name, given in answers.items()}
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    def get_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
        cost: Callable[[Any], float] | None = None,
        refused: Refused | None = None,
    ) -> Answer:
        return self._answer(url, {**(params or {}), **(headers or {})})

    def expect_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
    ) -> None:
        raise NotImplementedError

    def post_json(
        self,
        url: str,
        *,
        body: Mapping[str, Any],
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
    ) -> Answer:
        return self._answer(url, body)

    def get_bytes(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        conditional: bool = False,
        units: int = 1,
    ) -> Answer:
        raise NotImplementedError

    def post_form(
        self, url: str, *, body: Mapping[str, str], headers: Mapping[str, str] | None = None, units: int = 1
    ) -> Answer:
        raise NotImplementedError

    def take(self, bucket: str, item: str, *, most: int, days: int) -> None:
        raise NotImplementedError

    def _answer(self, url: str, told: Mapping[str, Any]) -> Answer:
        method = url.rsplit(".", 1)[-1]
        self.asked.append((method, told))
        prepared = self.answers[method]
        answer = prepared.pop(0) if len(prepared) > 1 else prepared[0]
        if isinstance(answer, Exception):
            raise answer
        return Answer(answer)

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.asked]


def made(wire: Script, **secrets: str) -> Connector:
    return plugin.make(wire, secrets)


def comments(connector: Connector) -> Sequence[PostFacts]:
    assert isinstance(connector, ReadsComments)
    return connector.comments(f"at://{DID}/app.bsky.feed.post/1")


CALLS: dict[str, Callable[[Connector], object]] = {
    "getAuthorFeed": lambda connector: connector.posts(DID),
    "getFollowers": lambda connector: connector.follows(DID, "followers"),
    "getFollows": lambda connector: connector.follows(DID, "following"),
    "getPosts": lambda connector: connector.readings([f"at://{DID}/app.bsky.feed.post/1"]),
    "getProfiles": lambda connector: connector.profile(DID),
    "getPostThread": comments,
    "searchPosts": lambda connector: connector.search(Query("text", "buns")),
}
LATER = [
    Slow("Too often.", until=NOON),
    BudgetSpent("Spent.", until=NOON),
    Unreachable("No answer."),
]


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize("error", LATER, ids=lambda error: type(error).__name__)
def test_what_passes_by_itself_is_told_as_it_is_and_nothing_more_is_asked(method: str, error: PlatformError) -> None:
    wire = Script(**{method: error})
    with pytest.raises(type(error)) as told:
        CALLS[method](made(wire, identifier="a.example", app_password="x"))
    assert told.value is error
    assert wire.methods == [method]


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize("answer", [None, [], "maintenance", 7, {}, {"error": "x"}])
def test_an_answer_of_another_shape_is_unreadable(method: str, answer: Any) -> None:
    with pytest.raises(Unreadable):
        CALLS[method](made(Script(**{method: answer})))


@pytest.mark.parametrize("method", ["getAuthorFeed", "getFollowers", "getFollows"])
def test_a_refusal_means_gone_only_when_the_profile_is_gone(method: str) -> None:
    with pytest.raises(Gone):
        CALLS[method](made(Script(**{method: REFUSED, "getProfiles": {"profiles": []}})))
    with pytest.raises(PlatformError) as told:
        CALLS[method](made(Script(**{method: REFUSED, "getProfiles": recorded("profiles")})))
    assert told.value is REFUSED


def test_a_cursor_that_repeats_is_refused_instead_of_read_for_ever() -> None:
    connector = made(Script(getFollowers=recorded("followers")))
    cursor = connector.follows(DID, "followers").cursor
    with pytest.raises(Unreadable):
        connector.follows(DID, "followers", cursor)


def test_a_page_that_reaches_further_back_is_the_last_even_when_all_on_it_are_reposts() -> None:
    feed = {**recorded("feed"), "cursor": "more"}
    reposts = {**feed, "feed": [item for item in feed["feed"] if "reason" in item]}
    author = reposts["feed"][0]["reason"]["by"]["did"]
    for told, count in ((feed, 2), (reposts, 0)):
        connector = made(Script(getAuthorFeed=told))
        page = connector.posts(author, since=datetime(2020, 1, 1, tzinfo=UTC))
        assert (len(page.items), page.cursor) == (count, "more")
        page = connector.posts(author, since=datetime(2100, 1, 1, tzinfo=UTC))
        assert (page.items, page.cursor) == ((), None)


def test_readings_are_asked_25_at_a_time_and_the_same_post_once() -> None:
    wire = Script(getPosts=recorded("posts"))
    known = [view["uri"] for view in recorded("posts")["posts"]]
    asked = [*known, *known, *(f"at://{DID}/app.bsky.feed.post/{number}" for number in range(28))]
    told = made(wire).readings(asked)
    assert [len(params["uris"]) for _, params in wire.asked] == [25, 5]
    assert [uri for uri, figures in told.items() if figures] == known
    assert made(Script()).readings([]) == {}


def test_a_sign_in_lasts_an_hour() -> None:
    wire = Script(searchPosts=(SignInRefused("403"), {"posts": []}) * 3, createSession={"accessJwt": "token"})
    connector = made(wire, identifier="@a.example", app_password="secret", pds="https://pds.example/")
    for moment in (NOON, NOON.replace(minute=59), NOON.replace(hour=14)):
        with clock.told(moment):
            assert connector.search(Query("text", "buns")).items == ()
    assert wire.methods.count("createSession") == 2
    assert ("createSession", {"identifier": "a.example", "password": "secret"}) in wire.asked
    assert wire.asked[2][1]["Authorization"] == "Bearer token"


def test_a_sign_in_that_is_refused_or_unreadable_says_so() -> None:
    for answer, error in ((SignInRefused("401"), SignInRefused), ({}, Unreadable)):
        wire = Script(searchPosts=SignInRefused("403"), createSession=answer)
        with pytest.raises(error):
            made(wire, identifier="a.example", app_password="x").search(Query("text", "buns"))


def test_without_sign_in_search_is_not_available_and_says_why() -> None:
    with pytest.raises(NotAvailable) as told:
        made(Script(searchPosts=SignInRefused("403"))).search(Query("hashtag", "buns"))
    assert told.value.message == "Bluesky does not let signed-out visitors search at the moment."
    assert "app password" in told.value.cure


@pytest.mark.parametrize("reference", ["", "two words", "https://x.com/maya", "maya@", "<b>"])
def test_what_is_no_handle_is_refused_before_anything_is_asked(reference: str) -> None:
    wire = Script()
    with pytest.raises(BadInput):
        made(wire).profile(reference)
    assert wire.asked == []


def test_every_operation_it_cannot_do_has_its_sentence() -> None:
    told = made(Script()).capabilities()
    assert set(OPERATIONS) - told.can == set(told.why_not)


def answered(by: str, text: str) -> dict[str, Any]:
    author = {"did": by, "handle": "fan.example"}
    record = {"text": text, "createdAt": "2026-11-01T10:09:00Z"}
    post = {"uri": f"at://{by}/app.bsky.feed.post/7", "author": author, "record": record}
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": post}


def test_comments_are_the_direct_answers_of_others() -> None:
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x", "notFound": True}
    thread = {**answered(DID, "Buns"), "replies": [answered("did:plc:fan", "Yum"), answered(DID, "Thanks"), gone]}
    wire = Script(getPostThread={"thread": thread})
    [found] = comments(made(wire))
    assert (found.author_id, found.caption, found.published_at) == (
        "did:plc:fan", "Yum", datetime(2026, 11, 1, 10, 9, tzinfo=UTC),
    )  # fmt: skip
    assert wire.asked == [("getPostThread", {"uri": f"at://{DID}/app.bsky.feed.post/1", "depth": 1, "parentHeight": 0})]


def test_comments_of_a_post_that_is_gone() -> None:
    with pytest.raises(Gone):
        comments(made(Script(getPostThread={"thread": {"$type": "app.bsky.feed.defs#notFoundPost"}})))
