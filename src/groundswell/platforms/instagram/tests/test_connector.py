"""The connector against a server that answers what it is told to: what it asks, and what it makes of bad answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.kit import clock
from groundswell.kit.errors import BadInput
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
from groundswell.platforms.facts import Query
from groundswell.platforms.instagram import plugin
from groundswell.platforms.instagram.tests import recorded
from groundswell.platforms.models import BucketPlace, Circuit
from groundswell.platforms.port import OPERATIONS, Connector
from groundswell.platforms.queries import standing
from groundswell.platforms.services.gate import StoredGate
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply

ME, MAYA = "17841400000000999", "17841400000000123"
SECRETS = {"access_token": "EAAsecret", "user_id": ME}
GRAPH = "/graph.facebook.com/v23.0"
NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)

CALLS: dict[str, Callable[[Connector], object]] = {
    "profile": lambda connector: connector.profile("maya.bakes"),
    "hashtag": lambda connector: connector.search(Query("hashtag", "sourdough")),
    "mention": lambda connector: connector.search(Query("mention", "acme")),
}


def made(faulty: FaultyServer, gate: StoredGate | None = None) -> Connector:
    return plugin.make(faulty.wire(gate), SECRETS)


def meta(code: int, subcode: int | None = None, status: int = 400, **headers: str) -> Reply:
    words = {"message": "(#1) Words of Meta", "type": "OAuthException", "code": code, "error_subcode": subcode}
    return Reply.of({"error": words}, status, **headers)


def known(server: FaultyServer) -> None:
    server.reply(f"{GRAPH}/{ME}", Reply.of(recorded("discovery")))
    server.reply("ig_hashtag_search", Reply.of({"data": [{"id": "178430001"}]}))
    server.reply("recent_media", Reply.of(recorded("hashtag_media")))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error(faulty: FaultyServer, call: str, fault: Fault) -> None:
    faulty.always(fault.reply)
    with pytest.raises(fault.error):
        CALLS[call](made(faulty))


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_of_a_later_page_has_its_error(faulty: FaultyServer, fault: Fault) -> None:
    known(faulty)
    connector = made(faulty)
    connector.profile("maya.bakes")
    faulty.always(fault.reply)
    with pytest.raises(fault.error):
        connector.posts(MAYA, cursor="more")


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "answer", [None, [], "maintenance", 7, {"data": 7}, {"business_discovery": [], "username": 1.5}]
)
def test_an_answer_of_another_shape_is_unreadable(faulty: FaultyServer, call: str, answer: Any) -> None:
    faulty.always(Reply.of(answer))
    with pytest.raises(Unreadable):
        CALLS[call](made(faulty))


@pytest.mark.parametrize(
    ("code", "subcode", "error", "words"),
    [
        (4, None, Slow, "limit of calls"),
        (17, 2446079, Slow, "limit of calls"),
        (80002, None, Slow, "limit of calls"),
        (190, 463, SignInRefused, "expired or was revoked"),
        (10, None, SignInRefused, "may not ask"),
        (200, None, SignInRefused, "may not ask"),
        (110, 2207013, Gone, "it is a personal account, was renamed, or is no more"),
        (24, 2207024, NotAvailable, "no such hashtag"),
        (100, 33, Gone, "no such post"),
        (18, None, BudgetSpent, "30 different hashtags"),
        (2, None, Unreachable, "not well"),
    ],
)
def test_refusals_are_told_in_plain_words(
    faulty: FaultyServer, code: int, subcode: int | None, error: type[PlatformError], words: str
) -> None:
    faulty.always(meta(code, subcode))
    with pytest.raises(error, match=words) as told:
        made(faulty).profile("maya.bakes")
    assert told.value.answer is not None
    assert "EAAsecret" not in f"{told.value.message}{told.value.cure}{told.value.where}"


def test_a_refusal_nobody_knows_stays_what_it_is(faulty: FaultyServer) -> None:
    unknown: list[Any] = [{"error": {"code": 99999}}, {"error": {"code": {}, "error_subcode": []}}, {"error": "x"}, []]
    for words in unknown:
        faulty.always(Reply.of(words, 400))
        with pytest.raises(PlatformError) as told:
            made(faulty).profile("maya.bakes")
        assert type(told.value) is PlatformError


def test_missing_permissions_come_with_what_app_review_asks_for(faulty: FaultyServer) -> None:
    faulty.always(meta(10))
    with pytest.raises(SignInRefused) as told:
        made(faulty).search(Query("hashtag", "sourdough"))
    assert "app review" in told.value.cure


def test_the_token_is_never_in_an_address(faulty: FaultyServer) -> None:
    known(faulty)
    made(faulty).profile("@Maya.Bakes")
    assert faulty.headers[0]["Authorization"] == "Bearer EAAsecret"
    assert "EAAsecret" not in "".join(faulty.asked)


def test_profile_and_first_page_of_posts_are_one_call(faulty: FaultyServer) -> None:
    known(faulty)
    connector = made(faulty)
    facts = connector.profile("https://www.instagram.com/maya.bakes/")
    page = connector.posts(facts.external_id)
    assert [post.external_id for post in page.items] == ["CxAbC12dEf0", "CxReel0001", "CxOld00003"]
    assert {(post.author_id, post.author_handle) for post in page.items} == {(MAYA, "maya.bakes")}
    assert (page.cursor, len(faulty.asked)) == ("QVFIUafter1", 1)
    connector.posts(facts.external_id, cursor=page.cursor and "other")
    assert "media.after%28other%29" in faulty.asked[1]
    assert connector.posts(facts.external_id).items
    assert len(faulty.asked) == 3, "the page that came with the profile is given once"


def test_posts_end_at_the_moment(faulty: FaultyServer) -> None:
    known(faulty)
    connector = made(faulty)
    connector.profile("maya.bakes")
    page = connector.posts(MAYA, since=datetime(2026, 11, 1, tzinfo=UTC))
    assert ([post.external_id for post in page.items], page.cursor) == (["CxAbC12dEf0", "CxReel0001"], None)


def test_a_renamed_account_is_found_by_its_new_name_and_keeps_its_id(faulty: FaultyServer) -> None:
    told = recorded("discovery")
    told["business_discovery"]["username"] = "maya.breads"
    faulty.always(Reply.of(told))
    connector = made(faulty)
    assert connector.profile("maya.breads").external_id == MAYA
    assert connector.profile(MAYA).handle == "maya.breads"


def test_by_its_number_alone_nobody_is_found(faulty: FaultyServer) -> None:
    for operation in ("profile", "posts"):
        with pytest.raises(NotAvailable, match="name only"):
            getattr(made(faulty), operation)(MAYA)
    assert faulty.asked == []


def test_a_cursor_that_repeats_is_refused(faulty: FaultyServer) -> None:
    known(faulty)
    connector = made(faulty)
    connector.profile("maya.bakes")
    with pytest.raises(Unreadable, match="already read"):
        connector.posts(MAYA, cursor="QVFIUafter1")


def test_an_account_without_posts_has_none(faulty: FaultyServer) -> None:
    told = recorded("discovery")
    del told["business_discovery"]["media"]
    faulty.always(Reply.of(told))
    connector = made(faulty)
    connector.profile("maya.bakes")
    assert connector.posts(MAYA).items == ()


def test_a_hashtag_tells_no_authors(faulty: FaultyServer) -> None:
    known(faulty)
    connector = made(faulty)
    page = connector.search(Query("hashtag", "#Sourdough"))
    assert [(post.external_id, post.author_id, post.author_handle) for post in page.items] == [
        ("CyTag00011", "", ""),
        ("CyTag00012", "", ""),
    ]
    assert page.cursor == "tagafter"
    assert f"ig_hashtag_search?user_id={ME}&q=sourdough" in faulty.asked[0]
    connector.search(Query("hashtag", "sourdough"))
    assert sum("ig_hashtag_search" in asked for asked in faulty.asked) == 1


@pytest.mark.parametrize("hashtag", ["", "#", "two words", "7", "a-b", "a\nb"])
def test_what_is_no_hashtag_is_refused_before_a_place_is_taken(faulty: FaultyServer, hashtag: str) -> None:
    with pytest.raises(BadInput):
        made(faulty).search(Query("hashtag", hashtag))
    assert faulty.asked == []


@pytest.mark.django_db
def test_thirty_hashtags_in_seven_days_and_not_one_more(faulty: FaultyServer) -> None:
    known(faulty)
    gate = StoredGate("instagram", daily_units=None, monthly_money=None)
    for number in range(30):
        with clock.told(NOON + timedelta(hours=number)):
            made(faulty, gate).search(Query("hashtag", f"tag{number}"))
    asked = len(faulty.asked)
    with clock.told(NOON + timedelta(days=2)):
        with pytest.raises(BudgetSpent, match=r"the next place is free on 21 November at 12:00 UTC") as told:
            made(faulty, gate).search(Query("hashtag", "tag30"))
        assert told.value.until == NOON + timedelta(days=7)
        assert len(faulty.asked) == asked, "the refused one asked nothing"
        made(faulty, gate).search(Query("hashtag", "TAG7"))
        assert standing("instagram").buckets[0].places == 30
        other = plugin.make(faulty.wire(gate), {**SECRETS, "user_id": "17841400000000777"})
        other.search(Query("hashtag", "tag30"))
    with clock.told(NOON + timedelta(days=7)):
        made(faulty, gate).search(Query("hashtag", "tag30"))
    assert BucketPlace.objects.filter(bucket=f"hashtags:{ME}").count() == 30


def test_only_who_tags_the_own_account_is_told(faulty: FaultyServer) -> None:
    faulty.reply(f"{GRAPH}/{ME}?", Reply.of({"username": "Acme", "id": ME}))
    faulty.reply("/tags", Reply.of(recorded("tags")))
    page = made(faulty).search(Query("mention", "@acme"))
    assert [(post.external_id, post.author_handle) for post in page.items] == [("CzMine0021", "nora_runs")]
    with pytest.raises(NotAvailable, match="only who tags @acme"):
        made(faulty).search(Query("mention", "rival"))


@pytest.mark.django_db
def test_the_usage_headers_are_honoured_before_meta_refuses(faulty: FaultyServer) -> None:
    used = '{"call_count": 96, "total_cputime": 2, "total_time": 4}'
    faulty.always(Reply.of(recorded("discovery"), x_app_usage=used))
    gate = StoredGate("instagram", daily_units=None, monthly_money=None)
    with clock.told(NOON):
        assert made(faulty, gate).profile("maya.bakes")
        with pytest.raises(Slow):
            made(faulty, gate).profile("maya.bakes")
    assert Circuit.objects.get().rest_until == NOON + timedelta(minutes=5)
    with clock.told(NOON + timedelta(minutes=6)):
        assert made(faulty, gate).profile("maya.bakes")


@pytest.mark.django_db
def test_after_a_limit_told_as_400_nobody_asks_again_until_meta_says(faulty: FaultyServer) -> None:
    business = '{"1784": [{"type": "instagram", "call_count": 100, "estimated_time_to_regain_access": 19}]}'
    faulty.always(meta(80002, x_business_use_case_usage=business))
    gate = StoredGate("instagram", daily_units=None, monthly_money=None)
    with clock.told(NOON):
        for _ in range(3):
            with pytest.raises(Slow) as told:
                made(faulty, gate).profile("maya.bakes")
        assert told.value.until == NOON + timedelta(minutes=19)
    assert len(faulty.asked) == 1


@pytest.mark.parametrize("reference", ["", "two words", "https://x.com/maya", "ma<b>ya"])
def test_what_is_no_handle_is_refused_before_anything_is_asked(faulty: FaultyServer, reference: str) -> None:
    with pytest.raises(BadInput):
        made(faulty).profile(reference)
    assert faulty.asked == []


def test_every_operation_it_cannot_do_has_its_sentence(faulty: FaultyServer) -> None:
    connector = made(faulty)
    told = connector.capabilities()
    assert set(OPERATIONS) - told.can == set(told.why_not)
    for ask in (
        lambda: connector.readings(["x"]),
        lambda: connector.follows(MAYA, "followers"),
        lambda: connector.search(Query("text", "bread")),
    ):
        with pytest.raises(NotAvailable):
            ask()
