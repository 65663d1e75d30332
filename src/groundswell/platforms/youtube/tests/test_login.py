"""A creator connects their channel: where they are sent, what is read, and what is made of it."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given

from groundswell.kit import clock
from groundswell.platforms.errors import Gone, SignInRefused, Slow, Unreachable
from groundswell.platforms.sign_in import OAuth
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply
from groundswell.platforms.tests.test_told import JSON
from groundswell.platforms.youtube import plugin
from groundswell.platforms.youtube.tests import CHANNEL, SHORT, VIDEO, listed, recorded
from groundswell.platforms.youtube.viewers import shares_of

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEYS = {"client_id": "public", "client_secret": "s3cret"}
REFUSED = {"error": {"code": 403, "errors": [{"reason": "insufficientPermissions"}]}}


@pytest.fixture
def login() -> OAuth:
    assert plugin.connect is not None
    return plugin.connect


@pytest.fixture
def channel(faulty: FaultyServer) -> FaultyServer:
    for method, name in (("channels", "channel"), ("playlistItems", "uploads"), ("videos", "videos")):
        faulty.reply(f"/youtube/v3/{method}", Reply.of(recorded(name)))
    faulty.reply("/v2/reports", Reply.of(recorded("viewers")))
    return faulty


def test_google_is_asked_for_reading_only_and_for_a_token_that_lasts(login: OAuth) -> None:
    address = login.address(KEYS, redirect="https://g.example/c/back/", state="st", verifier="v" * 43)
    asked = dict(parse_qsl(urlsplit(address).query))
    assert address.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    assert asked["scope"] == (
        "https://www.googleapis.com/auth/youtube.readonly https://www.googleapis.com/auth/yt-analytics.readonly"
    )
    assert (asked["access_type"], asked["prompt"], asked["code_challenge_method"]) == ("offline", "consent", "S256")
    assert "s3cret" not in address
    assert not login.is_set_up({"api_key": "k", "client_id": "public"})
    assert login.is_set_up(KEYS)


def test_the_owners_channel_videos_and_viewers(channel: FaultyServer, login: OAuth) -> None:
    with clock.told(NOON):
        facts = login.read(channel.wire(), "ya29.owner")
    assert (facts.profile.external_id, facts.sample) == (CHANNEL, None)
    assert {post.external_id for post in facts.posts} >= {SHORT, VIDEO}
    assert {(one.dimension, one.value): round(one.share, 6) for one in facts.audience} == {
        ("age", "18-24"): 0.3, ("age", "25-34"): 0.5, ("age", "65+"): 0.2,
        ("gender", "female"): 0.666667, ("gender", "male"): 0.333333,
        ("gender_age", "female.18-24"): 0.2, ("gender_age", "male.18-24"): 0.1, ("gender_age", "female.25-34"): 0.4,
        ("gender_age", "male.65+"): 0.2,
    }  # fmt: skip
    report = next(line for line in channel.asked if "/v2/reports" in line)
    assert parse_qs(urlsplit(report.removeprefix("GET ")).query) == {
        "ids": ["channel==MINE"], "startDate": ["2026-08-27"], "endDate": ["2026-11-25"],
        "metrics": ["viewerPercentage"], "dimensions": ["ageGroup,gender"],
    }  # fmt: skip
    assert "mine=true" in channel.asked[0]
    assert {headers["Authorization"] for headers in channel.headers} == {"Bearer ya29.owner"}
    assert all("X-Goog-Api-Key" not in headers for headers in channel.headers)
    assert "ya29" not in "".join(channel.asked)


def test_viewers_the_creator_did_not_agree_to_are_unknown_and_a_fault_is_no_refusal(
    channel: FaultyServer, login: OAuth
) -> None:
    channel.reply("/v2/reports", Reply.of(REFUSED, 403))
    facts = login.read(channel.wire(), "t")
    assert (facts.audience, len(facts.posts) > 0) == ((), True)
    channel.reply("/v2/reports", Reply.of({}, 500))
    with pytest.raises(Unreachable):
        login.read(channel.wire(), "t")
    channel.reply("/v2/reports", Reply.of({"error": {"errors": [{"reason": "quotaExceeded"}]}}, 403))
    with pytest.raises(Slow):
        login.read(channel.wire(), "t")


def test_an_account_without_a_channel_is_told_so(channel: FaultyServer, login: OAuth) -> None:
    channel.reply("/youtube/v3/channels", Reply.of(listed()))
    with pytest.raises(Gone, match="has no YouTube channel"):
        login.read(channel.wire(), "t")
    channel.reply("/youtube/v3/channels", Reply.of(REFUSED, 403))
    with pytest.raises(SignInRefused):
        login.read(channel.wire(), "t")


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_while_reading_has_its_error(faulty: FaultyServer, login: OAuth, fault: Fault) -> None:
    faulty.always(fault.reply)
    with pytest.raises(fault.error):
        login.read(faulty.wire(), "t")


def test_few_viewers_are_no_report() -> None:
    assert shares_of({**recorded("viewers"), "rows": []}) == []
    without = {name: value for name, value in recorded("viewers").items() if name != "rows"}
    assert shares_of(without) == []


@given(JSON)
def test_any_report_is_shares_or_nothing(value: Any) -> None:
    headers = recorded("viewers")["columnHeaders"]
    for report in (
        value,
        {"columnHeaders": value, "rows": value},
        {"columnHeaders": headers, "rows": [value, [value] * 3]},
    ):
        assert all(0 < one.share <= 1 for one in shares_of(report))
