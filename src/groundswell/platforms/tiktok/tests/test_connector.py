"""The label check, and everything TikTok does not tell without consent."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.kit import clock
from groundswell.platforms.errors import Gone, NotAvailable, SignInRefused, Slow, Unreachable, Unreadable
from groundswell.platforms.facts import Query
from groundswell.platforms.port import OPERATIONS, Checks, Connector, TellsLabels
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply
from groundswell.platforms.tiktok import plugin
from groundswell.platforms.tiktok.tests import recorded

KEYS = {"research_key": "rk", "research_secret": "r-secret"}
TOKENS, QUERY = "/open.tiktokapis.com/v2/oauth/token/", "commercial_content/query"
SINCE, NOON = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 14, 12, tzinfo=UTC)


def made(faulty: FaultyServer, **secrets: str) -> Any:
    return plugin.make(faulty.wire(), secrets)


@pytest.fixture
def known(faulty: FaultyServer) -> FaultyServer:
    faulty.reply(TOKENS, Reply.of({"access_token": "clt.1", "expires_in": 7200, "token_type": "Bearer"}))
    faulty.reply(QUERY, Reply.of(recorded("labels")))
    return faulty


def test_labelled_videos_of_a_creator(known: FaultyServer) -> None:
    connector = made(known, **KEYS)
    assert isinstance(connector, TellsLabels)
    with clock.told(NOON):
        assert connector.labelled("@Maya.Cooks", SINCE) == {"7430000000000000002"}
        connector.labelled("maya.cooks", SINCE)
    assert [asked.split("?")[0] for asked in known.asked] == [
        f"POST {TOKENS}",
        "POST /open.tiktokapis.com/v2/research/adlib/commercial_content/query/",
        "POST /open.tiktokapis.com/v2/research/adlib/commercial_content/query/",
    ]
    assert known.headers[1]["Authorization"] == "Bearer clt.1"
    assert "r-secret" not in "".join(known.asked)


def test_pages_are_followed_to_the_end(known: FaultyServer) -> None:
    first = recorded("labels")
    first["data"]["has_more"] = True
    second = recorded("labels")
    second["data"]["commercial_contents"][0]["videos"] = [{"id": "77"}]
    known.reply(QUERY, Reply.of(first), Reply.of(second))
    with clock.told(NOON):
        assert made(known, **KEYS).labelled("maya.cooks", SINCE) == {"7430000000000000002", "77"}


def test_a_list_that_never_ends_is_left_after_twenty_pages(known: FaultyServer) -> None:
    endless = recorded("labels")
    endless["data"]["has_more"] = True
    known.reply(QUERY, Reply.of(endless))
    made(known, **KEYS).labelled("maya.cooks", SINCE)
    assert sum(QUERY in asked for asked in known.asked) == 20


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error(known: FaultyServer, fault: Fault) -> None:
    known.reply(QUERY, fault.reply)
    with pytest.raises(fault.error):
        made(known, **KEYS).labelled("maya.cooks", SINCE)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.error is not Gone], ids=str)
def test_every_fault_of_the_sign_in_has_its_error(faulty: FaultyServer, fault: Fault) -> None:
    faulty.reply(TOKENS, fault.reply)
    with pytest.raises(fault.error) as told:
        made(faulty, **KEYS).check()
    assert "r-secret" not in f"{told.value.message}{told.value.cure}{told.value.where}"


@pytest.mark.parametrize("answer", [None, [], 7, {}, {"data": 7}, {"data": {"commercial_contents": 3}}])
def test_an_answer_of_another_shape_is_unreadable(known: FaultyServer, answer: Any) -> None:
    known.reply(QUERY, Reply.of(answer))
    with pytest.raises(Unreadable):
        made(known, **KEYS).labelled("maya.cooks", SINCE)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("access_token_invalid", SignInRefused),
        ("scope_not_authorized", SignInRefused),
        ("rate_limit_exceeded", Slow),
        ("internal_error", Unreachable),
        ("invalid_params", NotAvailable),
    ],
)
def test_refusals_told_with_200_are_refusals(known: FaultyServer, code: str, error: type[Exception]) -> None:
    known.reply(QUERY, Reply.of({"data": {}, "error": {"code": code, "message": "words", "log_id": "1"}}))
    with pytest.raises(error):
        made(known, **KEYS).labelled("maya.cooks", SINCE)


def test_wrong_keys_are_told_as_such(faulty: FaultyServer) -> None:
    for reply in (Reply.of({"error": "invalid_client"}, 401), Reply.of({"error": "invalid_client"})):
        faulty.reply(TOKENS, reply)
        with pytest.raises(SignInRefused):
            made(faulty, **KEYS).labelled("maya.cooks", SINCE)


def test_the_library_is_not_asked_for_days_before_it_began(
    known: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connector = made(known, **KEYS)
    bodies: list[Any] = []

    def answered(body: Any) -> Any:
        bodies.append(body)
        return {"commercial_contents": []}

    monkeypatch.setattr(connector, "_page", answered)
    with clock.told(NOON):
        connector.labelled("maya.cooks", datetime(2019, 1, 1, tzinfo=UTC))
    assert bodies[0]["filters"] == {
        "content_published_date_range": {"min": "20221002", "max": "20261114"},
        "creator_usernames": ["maya.cooks"],
    }


def test_without_its_keys_the_label_is_not_available(faulty: FaultyServer) -> None:
    connector = made(faulty, client_key="k", client_secret="s")
    assert connector.capabilities().can == frozenset()
    with pytest.raises(NotAvailable, match="anybody may apply"):
        connector.labelled("maya.cooks", SINCE)
    assert isinstance(connector, Checks)
    assert "none for the label" in connector.check()
    assert faulty.asked == []


CALLS: dict[str, Callable[[Connector], object]] = {
    "profile": lambda connector: connector.profile("maya.cooks"),
    "posts": lambda connector: connector.posts("1"),
    "readings": lambda connector: connector.readings(["1"]),
    "hashtag": lambda connector: connector.search(Query("hashtag", "soup")),
    "mention": lambda connector: connector.search(Query("mention", "acme")),
    "text": lambda connector: connector.search(Query("text", "soup")),
    "followers": lambda connector: connector.follows("1", "followers"),
    "following": lambda connector: connector.follows("1", "following"),
}


@pytest.mark.parametrize("call", CALLS)
def test_nothing_else_is_claimed_and_nothing_is_asked(faulty: FaultyServer, call: str) -> None:
    connector = made(faulty, **KEYS)
    told = connector.capabilities()
    assert told.can == {"paid_label"}
    assert set(OPERATIONS) - told.can == set(told.why_not)
    with pytest.raises(NotAvailable) as refused:
        CALLS[call](connector)
    assert refused.value.message == told.why_not[call]
    assert faulty.asked == []
