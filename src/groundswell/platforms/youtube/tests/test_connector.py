"""The connector against a server that answers what it is told to: what it asks, what it spends, and what goes wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import BudgetSpent, Gone, NotAvailable, PlatformError, SignInRefused, Slow, Unreadable
from groundswell.platforms.facts import Query
from groundswell.platforms.gate import OpenGate
from groundswell.platforms.port import OPERATIONS, Connector, TellsLabels
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply
from groundswell.platforms.youtube import plugin, policy, terms
from groundswell.platforms.youtube.tests import CHANNEL, LIVE, PRIVATE, SHORT, VIDEO, listed, recorded

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEY = "s3cret-key"
API = "GET /www.googleapis.com/youtube/v3"
CALLS: dict[str, Callable[[Connector], object]] = {
    "profile": lambda connector: connector.profile("@mayabakes"),
    "posts": lambda connector: connector.posts(CHANNEL),
    "readings": lambda connector: connector.readings([SHORT]),
    "hashtag": lambda connector: connector.search(Query("hashtag", "sourdough")),
    "mention": lambda connector: connector.search(Query("mention", "@AcmeFlour")),
    "text": lambda connector: connector.search(Query("text", "rye")),
}
SEARCHES = ("hashtag", "mention", "text")


class Ledger(OpenGate):
    """Counts units and places, and remembers who is to be left alone until when."""

    def __init__(self) -> None:
        super().__init__()
        self.units: list[int] = []
        self.places: list[tuple[str, int, int]] = []
        self.rests: list[datetime] = []

    def admit(self, host: str, *, units: int, money: float) -> None:
        self.units.append(units)

    def take(self, bucket: str, item: str, *, most: int, days: int) -> None:
        self.places.append((bucket, most, days))

    def rest(self, host: str, until: datetime) -> None:
        self.rests.append(until)


def made(server: FaultyServer, gate: OpenGate | None = None) -> Connector:
    return plugin.make(server.wire(gate), {"api_key": KEY})


def known(server: FaultyServer) -> None:
    for method, name in (
        ("channels", "channel"),
        ("playlistItems", "uploads"),
        ("videos", "videos"),
        ("search", "search"),
    ):
        server.reply(f"/{method}?", Reply.of(recorded(name)))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error(faulty: FaultyServer, call: str, fault: Fault) -> None:
    faulty.always(fault.reply)
    with pytest.raises(fault.error):
        CALLS[call](made(faulty))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "answer", [None, [None], "maintenance", 7, {"error": "x"}, {"items": [{"kind": "x"}]}, {"items": 1}]
)
def test_an_answer_of_another_shape_is_unreadable(faulty: FaultyServer, call: str, answer: Any) -> None:
    faulty.always(Reply.of(answer))
    with pytest.raises(Unreadable):
        CALLS[call](made(faulty))


@pytest.mark.parametrize("call", CALLS)
def test_a_spent_quota_is_waited_for_until_midnight_in_california(faulty: FaultyServer, call: str) -> None:
    faulty.always(Reply.of(recorded("quota_spent"), 403))
    gate, midnight = Ledger(), datetime(2026, 11, 26, 8, tzinfo=UTC)
    with clock.told(NOON), pytest.raises((Slow, BudgetSpent)) as told:
        CALLS[call](made(faulty, gate))
    assert isinstance(told.value, Slow | BudgetSpent)
    assert told.value.until == midnight
    # Searches have a quota apart: everything else still works, so YouTube is not left alone for them.
    assert (type(told.value), gate.rests) == ((BudgetSpent, []) if call in SEARCHES else (Slow, [midnight]))
    assert len(faulty.asked) == 1


@pytest.mark.parametrize(
    ("limit", "wait"),
    [("defaultPerMinutePerProject", timedelta(minutes=1)), ("defaultPerDayPerProject", timedelta(hours=20))],
)
def test_the_newer_form_says_which_limit_it_was(faulty: FaultyServer, limit: str, wait: timedelta) -> None:
    detail = {"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_limit": limit}}
    error = {"code": 429, "errors": [{"reason": "rateLimitExceeded"}], "details": [detail]}
    faulty.always(Reply.of({"error": error}, 429))
    with clock.told(NOON), pytest.raises(Slow) as told:
        made(faulty).profile(CHANNEL)
    assert told.value.until == NOON + wait


@pytest.mark.parametrize(
    ("status", "reason", "says"),
    [
        (400, "keyInvalid", "does not know the API key"),
        (400, "keyExpired", "has expired"),
        (403, "accessNotConfigured", "is not enabled"),
        (403, "ipRefererBlocked", "restricted to other addresses"),
    ],
)
def test_what_is_wrong_with_the_key_is_said(faulty: FaultyServer, status: int, reason: str, says: str) -> None:
    faulty.always(Reply.of({"error": {"code": status, "errors": [{"reason": reason}]}}, status))
    with pytest.raises(SignInRefused, match=says) as told:
        made(faulty).profile(CHANNEL)
    assert "Google Cloud console" in told.value.cure


def test_so_it_is_in_the_newer_form_and_the_key_is_never_repeated(faulty: FaultyServer) -> None:
    faulty.always(Reply.of(recorded("key_unknown"), 400))
    with pytest.raises(SignInRefused, match="does not know the API key") as told:
        made(faulty).profile(CHANNEL)
    assert KEY not in repr(told.value.as_dict()) + " ".join(faulty.asked)
    assert faulty.headers[-1]["X-Goog-Api-Key"] == KEY


def test_a_refusal_without_reasons_goes_by_its_status(faulty: FaultyServer) -> None:
    documents: list[Any] = [
        {"error": {"code": 400}},
        {"error": "x"},
        [],
        {"error": {"errors": [{"reason": "invalidPageToken"}]}},
    ]
    for document in documents:
        faulty.always(Reply.of(document, 400))
        with pytest.raises(PlatformError) as told:
            made(faulty).profile(CHANNEL)
        assert type(told.value) is PlatformError


@pytest.mark.parametrize(
    ("reference", "asked"),
    [
        (CHANNEL, f"id={CHANNEL}"),
        (f"https://www.youtube.com/channel/{CHANNEL}/about", f"id={CHANNEL}"),
        ("@MayaBakes", "forHandle=%40mayabakes"),
        ("https://www.youtube.com/@mayabakes/videos", "forHandle=%40mayabakes"),
        ("mayabakes", "forHandle=%40mayabakes"),
        ("https://youtube.com/c/MayaBakes", "forHandle=%40mayabakes"),
    ],
)
def test_a_channel_by_any_name_costs_one_unit(faulty: FaultyServer, reference: str, asked: str) -> None:
    known(faulty)
    gate = Ledger()
    assert made(faulty, gate).profile(reference).external_id == CHANNEL
    assert faulty.asked == [f"{API}/channels?part=snippet%2Cstatistics&{asked}"]
    assert gate.units == [1]


def test_a_name_that_is_no_handle_is_tried_as_an_old_user_name(faulty: FaultyServer) -> None:
    faulty.reply("forHandle", Reply.of(listed()))
    faulty.reply("forUsername=mayabakes", Reply.of(recorded("channel")))
    assert made(faulty).profile("https://www.youtube.com/user/mayabakes").handle == "mayabakes"
    faulty.reply("forUsername", Reply.of(listed()))
    with pytest.raises(Gone, match="no YouTube channel “nobody”"):
        made(faulty).profile("nobody")


def test_a_renamed_channel_is_the_same_channel(faulty: FaultyServer) -> None:
    renamed = recorded("channel")
    renamed["items"][0]["snippet"]["customUrl"] = "@MayaRuns"
    faulty.always(Reply.of(recorded("channel")), Reply.of(renamed))
    connector = made(faulty)
    before, after = connector.profile(CHANNEL), connector.profile(CHANNEL)
    assert (before.external_id, before.handle) == (CHANNEL, "mayabakes")
    assert (after.external_id, after.handle) == (CHANNEL, "mayaruns")


def test_many_channels_cost_one_unit_for_fifty(faulty: FaultyServer) -> None:
    known(faulty)
    gate = Ledger()
    others = [f"UC{number:022}" for number in range(60)]
    connector = plugin.make(faulty.wire(gate), {"api_key": KEY})
    told = connector.profiles([CHANNEL, *others, CHANNEL])  # type: ignore[attr-defined]  # not all networks have it
    assert {pk for pk, facts in told.items() if facts} == {CHANNEL}
    assert (len(told), gate.units) == (61, [1, 1])


def test_posts_are_the_public_uploads_and_cost_two_units(faulty: FaultyServer) -> None:
    known(faulty)
    gate = Ledger()
    page = made(faulty, gate).posts(CHANNEL)
    assert [(post.external_id, post.surface) for post in page.items] == [
        (SHORT, "short"),
        (VIDEO, "video"),
        (LIVE, "live"),
    ]
    assert (page.cursor, gate.units) == ("CDIQAA", [1, 1])
    assert faulty.asked[0] == f"{API}/playlistItems?part=contentDetails&playlistId=UU{CHANNEL[2:]}&maxResults=50"
    assert f"id={SHORT}%2C{VIDEO}%2C{LIVE}&" in faulty.asked[1]
    assert PRIVATE not in faulty.asked[1]


def test_posts_end_at_the_moment_and_nothing_new_costs_one_unit(faulty: FaultyServer) -> None:
    known(faulty)
    gate = Ledger()
    page = made(faulty, gate).posts(CHANNEL, since=datetime(2026, 11, 15, tzinfo=UTC))
    assert page.cursor is None
    assert f"id={SHORT}&" in faulty.asked[1]
    gate.units.clear()
    page = made(faulty, gate).posts(CHANNEL, since=NOON)
    assert (page.items, page.cursor, gate.units) == ((), None, [1])


def test_a_page_that_repeats_is_refused_instead_of_read_for_ever(faulty: FaultyServer) -> None:
    known(faulty)
    connector = made(faulty)
    cursor = connector.posts(CHANNEL).cursor
    with pytest.raises(Unreadable, match="already read"):
        connector.posts(CHANNEL, cursor=cursor)
    with pytest.raises(Unreadable, match="already read"):
        connector.search(Query("text", "rye"), cursor=cursor)


def test_a_channel_without_videos_is_not_gone(faulty: FaultyServer) -> None:
    known(faulty)
    faulty.reply("/playlistItems?", Reply.of(recorded("list_not_found"), 404))
    assert made(faulty).posts(CHANNEL).items == ()
    faulty.reply("/channels?", Reply.of(listed()))
    with pytest.raises(Gone):
        made(faulty).posts(CHANNEL)


def test_readings_come_fifty_for_one_unit_and_what_is_not_public_is_gone(faulty: FaultyServer) -> None:
    told = recorded("videos")
    told["items"][1]["status"]["privacyStatus"] = "unlisted"
    faulty.always(Reply.of(told))
    gate = Ledger()
    figures = made(faulty, gate).readings(
        [SHORT, VIDEO, LIVE, "de1eted0005", SHORT, *(f"{number:011}" for number in range(50))]
    )
    assert figures[SHORT] == {"views": 5120, "likes": 310, "comments": 12}
    assert figures[LIVE] == {"views": 900, "likes": 44, "comments": 0}
    assert (figures[VIDEO], figures["de1eted0005"]) == (None, None)
    assert gate.units == [1, 1]
    assert [asked.count("%2C") - 1 for asked in faulty.asked] == [49, 3]
    assert made(faulty).readings([]) == {}


def test_a_search_takes_one_of_a_hundred_places_and_no_unit(faulty: FaultyServer) -> None:
    known(faulty)
    gate = Ledger()
    connector = made(faulty, gate)
    page = connector.search(Query("hashtag", "#SourDough"), since=datetime(2026, 11, 1, tzinfo=UTC))
    assert ([post.external_id for post in page.items], page.cursor) == ([SHORT], "CDIQAA")
    assert faulty.asked[0].startswith(f"{API}/search?part=snippet&type=video&order=date&maxResults=50&")
    assert faulty.asked[0].endswith("&publishedAfter=2026-11-01T00%3A00%3A00Z&q=%23sourdough")
    assert (gate.units, gate.places) == ([0, 1], [("searches", 100, 1)])
    assert [post.external_id for post in connector.search(Query("mention", "@AcmeFlour")).items] == [SHORT]
    assert [post.external_id for post in connector.search(Query("text", "rye")).items] == [SHORT, VIDEO]
    assert len(gate.places) == 3


def test_labelled_videos_are_those_the_search_leaves_when_it_leaves_out_all_others(faulty: FaultyServer) -> None:
    known(faulty)
    last = {name: value for name, value in recorded("search").items() if name != "nextPageToken"}
    last["items"] = last["items"][1:]
    faulty.reply("pageToken=CDIQAA", Reply.of(last))
    gate = Ledger()
    connector = made(faulty, gate)
    assert isinstance(connector, TellsLabels)
    assert connector.labelled("mayabakes", datetime(2026, 11, 1, tzinfo=UTC)) == {SHORT, VIDEO}
    assert (gate.units, len(gate.places)) == ([1, 0, 0], 2)
    assert f"channelId={CHANNEL}&videoPaidProductPlacement=true" in faulty.asked[1]
    faulty.reply("/search?", Reply.of(listed()))
    assert connector.labelled(CHANNEL, NOON) == frozenset()
    assert gate.units[3:] == [0]


@pytest.mark.parametrize("query", [Query("hashtag", " # "), Query("text", "  "), Query("mention", "two words")])
def test_an_empty_question_takes_no_place(faulty: FaultyServer, query: Query) -> None:
    gate = Ledger()
    with pytest.raises(BadInput):
        made(faulty, gate).search(query)
    assert (gate.places, faulty.asked) == ([], [])


@pytest.mark.parametrize(
    "reference", ["", "two words", "https://x.com/maya", "https://www.youtube.com/watch?v=abc", "ma<b>ya"]
)
def test_what_is_no_channel_is_refused_before_anything_is_asked(faulty: FaultyServer, reference: str) -> None:
    with pytest.raises(BadInput):
        made(faulty).profile(reference)
    assert faulty.asked == []


def test_what_it_cannot_do_has_its_sentence_and_asks_nothing(faulty: FaultyServer) -> None:
    connector = made(faulty)
    told = connector.capabilities()
    assert set(OPERATIONS) - told.can == set(told.why_not) == {"followers", "following"}
    for direction in ("followers", "following"):
        with pytest.raises(NotAvailable, match="YouTube tells"):
            connector.follows(CHANNEL, direction)
    with pytest.raises(BadInput):
        connector.posts("mayabakes")
    assert faulty.asked == []


def test_the_terms_follow_what_the_operator_declared() -> None:
    assert terms({}) == plugin.policy == policy
    assert (policy.retention_days, policy.may_derive, policy.may_mix, policy.figures_kept) == (30, False, False, False)
    accepted = terms({"amendment": "yes"})
    assert (accepted.retention_days, accepted.may_derive, accepted.may_mix, accepted.figures_kept) == (
        30,
        True,
        False,
        True,
    )
