"""Connecting an own account: what the browser is sent with, what is exchanged, and what never leaves a body."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit import clock
from groundswell.platforms.errors import Gone, SignInRefused, Unreachable, Unreadable
from groundswell.platforms.instagram import plugin as instagram
from groundswell.platforms.instagram.login import InstagramLogin
from groundswell.platforms.instagram.tests import recorded as of_instagram
from groundswell.platforms.sign_in import OAuth, OwnFacts, Tokens, challenge, tokens_told
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply, faulty
from groundswell.platforms.tests.test_told import JSON
from groundswell.platforms.tiktok import plugin as tiktok
from groundswell.platforms.tiktok.tests import recorded as of_tiktok
from groundswell.platforms.wire import Wire

__all__ = ["faulty"]
NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)
BACK = "https://groundswell.example/c/back/"
SECRETS = {"id": "public", "secret": "s3cret"}
TOKENS = {"access_token": "at-1", "refresh_token": "rt-1", "expires_in": 3600, "scope": "read posts"}


def unread(wire: Wire, token: str) -> OwnFacts:
    raise AssertionError("nothing is read here")


toy = OAuth(
    authorize_url="https://toy.example/authorize", exchange_url="https://toy.example/token",
    revoke_url="https://toy.example/revoke", scopes=("read", "posts"), keys=("id", "secret"), gives=("your posts",),
    read=unread,
)  # fmt: skip


def asked_of(address: str) -> Mapping[str, str]:
    return dict(parse_qsl(urlsplit(address).query, strict_parsing=True))


def test_the_browser_is_sent_with_a_challenge_and_never_with_the_verifier_or_the_secret() -> None:
    address = toy.address(SECRETS, redirect=BACK, state="st", verifier="v" * 43)
    assert address.startswith(f"{toy.origin}/authorize?")
    assert asked_of(address) == {
        "client_id": "public", "redirect_uri": BACK, "response_type": "code", "scope": "read posts", "state": "st",
        "code_challenge": challenge("v" * 43), "code_challenge_method": "S256",
    }  # fmt: skip
    assert "v" * 43 not in address
    assert "s3cret" not in address


def test_the_challenge_is_that_of_rfc_7636() -> None:
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_networks_that_spell_it_otherwise() -> None:
    assert tiktok.connect is not None
    told = asked_of(
        tiktok.connect.address({"client_key": "ck", "client_secret": "x"}, redirect=BACK, state="s", verifier="v")
    )
    assert told["client_key"] == "ck"
    assert told["scope"] == "user.info.basic,user.info.profile,user.info.stats,video.list"
    assert "code_challenge" not in told
    assert instagram.connect is not None
    assert instagram.connect.is_set_up({"login_app_id": "1", "login_app_secret": "2"})
    assert not instagram.connect.is_set_up({"login_app_id": "1"})


def exchanged(server: FaultyServer, oauth: OAuth = toy, secrets: Mapping[str, str] = SECRETS) -> Tokens:
    return oauth.exchange(server.wire(), secrets, code="the-code", verifier="the-verifier", redirect=BACK)


def test_a_code_becomes_tokens(faulty: FaultyServer) -> None:
    faulty.always(Reply.of(TOKENS))
    with clock.told(NOON):
        found = exchanged(faulty)
    assert found == Tokens("at-1", "rt-1", NOON + timedelta(hours=1), ("read", "posts"))
    assert faulty.asked == ["POST /toy.example/token"]
    assert "at-1" not in repr(found)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error(faulty: FaultyServer, fault: Fault) -> None:
    faulty.always(fault.reply)
    with pytest.raises(SignInRefused if fault.error is Gone else fault.error) as told:
        exchanged(faulty)
    assert "s3cret" not in f"{told.value.message}{told.value.where}"
    assert "the-code" not in f"{told.value.message}{told.value.where}"


@pytest.mark.parametrize("reply", [Reply.of({"error": "invalid_grant"}, 400), Reply.of({"error": "invalid_grant"})])
def test_a_code_that_is_refused(faulty: FaultyServer, reply: Reply) -> None:
    faulty.always(reply)
    with pytest.raises(SignInRefused, match="did not accept the consent"):
        exchanged(faulty)


def test_tokens_are_renewed_and_an_old_refresh_token_stays_where_none_is_told(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({"access_token": "at-2"}))
    old = Tokens("at-1", "rt-1", None, ("read",))
    assert toy.renew(faulty.wire(), SECRETS, old) == Tokens("at-2", "rt-1", None, ("read",))
    with pytest.raises(SignInRefused, match="run out"):
        toy.renew(faulty.wire(), SECRETS, Tokens("at-1"))


def test_revoking_tells_the_network_where_it_listens(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({}))
    assert toy.revoke(faulty.wire(), SECRETS, Tokens("at-1", "rt-1")) is True
    assert replace(toy, revoke_url="").revoke(faulty.wire(), SECRETS, Tokens("at-1")) is False
    assert faulty.asked == ["POST /toy.example/revoke"]
    faulty.always(Reply.of({}, 500))
    with pytest.raises(Unreachable):
        toy.revoke(faulty.wire(), SECRETS, Tokens("at-1"))


@given(JSON)
def test_any_answer_is_tokens_or_an_error(value: Any) -> None:
    for answer in (value, {"access_token": value, "expires_in": value, "scope": value, "refresh_token": value}):
        try:
            assert tokens_told(answer).access
        except (Unreadable, SignInRefused):
            continue


@given(st.integers())
def test_lifetimes_that_make_no_sense_are_unknown(seconds: int) -> None:
    with clock.told(NOON):
        until = tokens_told({"access_token": "a", "expires_in": seconds}).expires_at
    assert until is None or NOON < until <= NOON + timedelta(seconds=10**9)


def test_instagram_lengthens_the_token_and_renews_it_by_itself(faulty: FaultyServer) -> None:
    login = instagram.connect
    assert isinstance(login, InstagramLogin)
    secrets = {"login_app_id": "1", "login_app_secret": "s3cret"}
    faulty.reply("/api.instagram.com/oauth/access_token", Reply.of({"access_token": "short", "user_id": 17841}))
    faulty.reply("ig_exchange_token", Reply.of({"access_token": "long", "token_type": "bearer", "expires_in": 5183944}))
    faulty.reply("ig_refresh_token", Reply.of({"access_token": "longer", "expires_in": 5183944}))
    with clock.told(NOON):
        first = exchanged(faulty, login, secrets)
        second = login.renew(faulty.wire(), secrets, first)
    assert (first.access, second.access) == ("long", "longer")
    assert first.expires_at == NOON + timedelta(seconds=5183944)
    assert login.revoke(faulty.wire(), secrets, second) is False
    assert len(faulty.asked) == 3


@pytest.fixture
def insights(faulty: FaultyServer) -> FaultyServer:
    faulty.reply("/graph.instagram.com/v23.0/me?", Reply.of(of_instagram("me")))
    faulty.reply("/me/media", Reply.of(of_instagram("discovery")["business_discovery"]["media"]))
    for breakdown, answer in of_instagram("insights").items():
        faulty.reply(f"breakdown={breakdown.replace(',', '%2C')}", Reply.of(answer))
    return faulty


def test_instagram_tells_its_owner_the_audience(insights: FaultyServer) -> None:
    assert instagram.connect is not None
    facts = instagram.connect.read(insights.wire(), "owners-token")
    assert (facts.profile.external_id, facts.profile.handle) == ("17841400000000123", "maya.bakes")
    assert facts.sample == 1000
    shares = {(one.dimension, one.value): one.share for one in facts.audience}
    assert shares[("country", "US")] == 0.6
    assert shares[("gender_age", "female.25-34")] == 0.9
    assert len(facts.posts) == 3
    assert "owners-token" not in "".join(insights.asked)


def test_insights_that_instagram_refuses_are_unknown_and_a_limit_is_no_refusal(insights: FaultyServer) -> None:
    assert instagram.connect is not None
    insights.reply("breakdown=city", Reply.of({"error": {"code": 10, "message": "Not enough users"}}, 400))
    facts = instagram.connect.read(insights.wire(), "t")
    assert {one.dimension for one in facts.audience} == {"country", "gender", "age", "gender_age"}
    insights.reply("breakdown=city", Reply.of({}, 500))
    with pytest.raises(Unreachable):
        instagram.connect.read(insights.wire(), "t")


def test_tiktok_tells_its_owner_profile_and_videos(faulty: FaultyServer) -> None:
    assert tiktok.connect is not None
    faulty.reply("/user/info/", Reply.of(of_tiktok("user")))
    more = of_tiktok("videos")
    more["data"]["has_more"] = True
    faulty.reply("/video/list/", Reply.of(more), Reply.of(of_tiktok("videos")))
    facts = tiktok.connect.read(faulty.wire(), "act.secret")
    assert facts.profile.metrics["followers"] == 48210
    assert len(facts.posts) == 4
    assert facts.audience == ()
    assert faulty.headers[0]["Authorization"] == "Bearer act.secret"
    faulty.reply("/video/list/", Reply.of(more))
    with pytest.raises(Unreadable, match="already read"):
        tiktok.connect.read(faulty.wire(), "act.secret")


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_while_reading_has_its_error(faulty: FaultyServer, fault: Fault) -> None:
    faulty.always(fault.reply)
    for plugin in (instagram, tiktok):
        assert plugin.connect is not None
        with pytest.raises(fault.error):
            plugin.connect.read(faulty.wire(), "t")
