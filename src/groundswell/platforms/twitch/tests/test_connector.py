"""The connector against a server that answers what it is told to."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import Gone, NotAvailable, SignInRefused, Slow, Unreachable, Unreadable
from groundswell.platforms.facts import Query
from groundswell.platforms.port import OPERATIONS, Connector
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply
from groundswell.platforms.twitch import plugin
from groundswell.platforms.twitch.tests import recorded

MAYA = "771001"
SECRETS = {"client_id": "public-id", "client_secret": "s3cret-of-app"}
TOKENS, HELIX = "/id.twitch.tv/oauth2/token", "/api.twitch.tv/helix"

CALLS: dict[str, Callable[[Connector], object]] = {
    "profile": lambda connector: connector.profile("maya_plays"),
    "posts": lambda connector: connector.posts(MAYA),
    "readings": lambda connector: connector.readings(["2200000001"]),
}


def made(faulty: FaultyServer) -> Connector:
    return plugin.make(faulty.wire(), SECRETS)


def signed_in(server: FaultyServer) -> None:
    server.reply(TOKENS, Reply.of({"access_token": "tok-1", "expires_in": 5000000, "token_type": "bearer"}))


@pytest.fixture
def known(faulty: FaultyServer) -> FaultyServer:
    signed_in(faulty)
    for path in ("users", "channels", "videos", "streams"):
        faulty.reply(f"{HELIX}/{path}", Reply.of(recorded(path)))
    faulty.reply(f"{HELIX}/channels/followers", Reply.of({"total": 4210, "data": [], "pagination": {}}))
    return faulty


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error(faulty: FaultyServer, call: str, fault: Fault) -> None:
    signed_in(faulty)
    faulty.reply(HELIX, fault.reply)
    if call == "readings" and fault.error is Gone:
        assert made(faulty).readings(["2200000001"]) == {"2200000001": None}
        return
    with pytest.raises(fault.error):
        CALLS[call](made(faulty))


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.error is not Gone], ids=str)
def test_every_fault_of_the_sign_in_has_its_error(faulty: FaultyServer, fault: Fault) -> None:
    faulty.reply(TOKENS, fault.reply)
    with pytest.raises(fault.error) as told:
        made(faulty).profile("maya_plays")
    assert "s3cret" not in f"{told.value.message}{told.value.cure}{told.value.where}"
    assert len([asked for asked in faulty.asked if HELIX in asked]) == 0


def test_keys_that_twitch_refuses_are_told_as_such(faulty: FaultyServer, caplog: pytest.LogCaptureFixture) -> None:
    faulty.reply(TOKENS, Reply.of({"status": 400, "message": "invalid client"}, 400))
    with pytest.raises(SignInRefused, match="client id and secret"):
        made(faulty).profile("maya_plays")
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("answer", [[], "maintenance", 7, {"data": 7}, {"data": [3]}, {}])
def test_an_answer_of_another_shape_is_unreadable(faulty: FaultyServer, call: str, answer: Any) -> None:
    signed_in(faulty)
    faulty.reply(HELIX, Reply.of(answer))
    with pytest.raises(Unreadable):
        CALLS[call](made(faulty))


def test_a_profile_by_name_address_and_number(known: FaultyServer) -> None:
    connector = made(known)
    for reference in ("Maya_Plays", "https://www.twitch.tv/maya_plays", MAYA):
        facts = connector.profile(reference)
        assert (facts.external_id, facts.language, facts.metrics) == (MAYA, "de", {"followers": 4210})
    assert [asked for asked in known.asked if "users" in asked] == [
        f"GET {HELIX}/users?login=maya_plays",
        f"GET {HELIX}/users?login=maya_plays",
        f"GET {HELIX}/users?id=771001",
    ]
    assert sum(TOKENS in asked for asked in known.asked) == 1
    assert known.headers[1]["Authorization"] == "Bearer tok-1"
    assert known.headers[1]["Client-Id"] == "public-id"


def test_a_renamed_channel_is_found_by_its_number(known: FaultyServer) -> None:
    renamed = recorded("users")
    renamed["data"][0]["login"] = "maya_gardens"
    known.reply(f"{HELIX}/users", Reply.of(renamed))
    facts = made(known).profile(MAYA)
    assert (facts.external_id, facts.handle) == (MAYA, "maya_gardens")


def test_who_is_not_there_is_gone(known: FaultyServer) -> None:
    known.reply(f"{HELIX}/users", Reply.of({"data": []}))
    with pytest.raises(Gone, match="no Twitch channel"):
        made(known).profile("maya_plays")


@pytest.mark.parametrize("status", [400, 401, 403])
def test_followers_that_twitch_keeps_to_moderators_are_unknown(known: FaultyServer, status: int) -> None:
    known.reply(f"{HELIX}/channels/followers", Reply.of({"status": status, "message": "user token needed"}, status))
    connector = made(known)
    assert connector.profile("maya_plays").metrics == {}
    asked = sum("followers" in one for one in known.asked)
    assert connector.profile("maya_plays").metrics == {}
    assert sum("followers" in one for one in known.asked) == asked, "not asked again"


def test_a_limit_met_with_the_followers_is_no_zero(known: FaultyServer) -> None:
    known.reply(f"{HELIX}/channels/followers", Reply.of({}, 429, retry_after="60"))
    with pytest.raises(Slow):
        made(known).profile("maya_plays")
    known.reply(f"{HELIX}/channels/followers", Reply.of({}, 500))
    with pytest.raises(Unreachable):
        made(known).profile("maya_plays")


def test_a_token_that_ran_out_is_fetched_anew_once(known: FaultyServer) -> None:
    connector = made(known)
    connector.readings(["2200000001"])
    known.reply(TOKENS, Reply.of({"access_token": "tok-2"}))
    known.reply(f"{HELIX}/videos", Reply.of({"message": "Invalid OAuth token"}, 401), Reply.of(recorded("videos")))
    assert connector.readings(["2200000001"])["2200000001"] == {"views": 0}
    assert known.headers[-1]["Authorization"] == "Bearer tok-2"
    known.reply(f"{HELIX}/videos", Reply.of({}, 401))
    asked = len(known.asked)
    with pytest.raises(SignInRefused):
        connector.readings(["2200000001"])
    assert len(known.asked) - asked == 3, "the refused call, a new token, and once more"


def test_the_broadcast_under_way_comes_first_with_its_label(known: FaultyServer) -> None:
    page = made(known).posts(MAYA)
    assert [post.external_id for post in page.items] == ["live:4002", "2200000002", "2200000001"]
    assert [post.paid_label for post in page.items] == [True, None, None]
    assert page.cursor == "eyJiIjpu"
    page = made(known).posts(MAYA, cursor="earlier")
    assert [post.surface for post in page.items] == ["video", "video"]


def test_nobody_live_asks_for_no_label(known: FaultyServer) -> None:
    known.reply(f"{HELIX}/streams", Reply.of({"data": [], "pagination": {}}))
    page = made(known).posts(MAYA, since=datetime(2026, 11, 1, tzinfo=UTC))
    assert ([post.external_id for post in page.items], page.cursor) == (["2200000002"], None)
    assert not [asked for asked in known.asked if "channels" in asked]


def test_a_cursor_that_repeats_is_refused(known: FaultyServer) -> None:
    with pytest.raises(Unreadable, match="already read"):
        made(known).posts(MAYA, cursor="eyJiIjpu")


def test_readings_tell_what_is_gone_and_that_a_broadcast_ended(known: FaultyServer) -> None:
    told = made(known).readings(["2200000001", "99", "live:4002", "2200000001"])
    assert told["2200000001"] == {"views": 0}
    assert told["99"] is None
    assert told["live:4002"] == {}
    assert f"GET {HELIX}/videos?id=2200000001&id=99" in known.asked
    assert made(known).readings([]) == {}


def test_readings_are_asked_a_hundred_at_a_time(known: FaultyServer) -> None:
    made(known).readings([str(number) for number in range(150)])
    asked = [one.count("id=") for one in known.asked if "videos" in one]
    assert asked == [100, 50]


@pytest.mark.parametrize("reference", ["", "two words", "https://x.com/maya", "<b>"])
def test_what_is_no_name_is_refused_before_anything_is_asked(faulty: FaultyServer, reference: str) -> None:
    with pytest.raises(BadInput):
        made(faulty).profile(reference)
    assert faulty.asked == []


def test_every_operation_it_cannot_do_has_its_sentence(faulty: FaultyServer) -> None:
    connector = made(faulty)
    told = connector.capabilities()
    assert set(OPERATIONS) - told.can == set(told.why_not)
    with pytest.raises(NotAvailable):
        connector.follows(MAYA, "followers")
    with pytest.raises(NotAvailable):
        connector.search(Query("hashtag", "garden"))
