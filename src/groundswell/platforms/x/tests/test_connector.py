"""The connector against a server that answers what it is told to: what it asks, what it pays, and what goes wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import BudgetSpent, Gone, NotAvailable, PlatformError, SignInRefused, Slow, Unreadable
from groundswell.platforms.facts import Query
from groundswell.platforms.gate import OpenGate
from groundswell.platforms.port import OPERATIONS, Connector
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply
from groundswell.platforms.x import plugin, policy, terms
from groundswell.platforms.x.tests import EDITED, FIRST, LONG, MAYA, NOTHING, OLD, recorded

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TOKEN = "s3cret-token"
API = "GET /api.x.com/2"
CALLS: dict[str, Callable[[Connector], object]] = {
    "profile": lambda connector: connector.profile("@MayaBakes"),
    "posts": lambda connector: connector.posts(MAYA),
    "readings": lambda connector: connector.readings([LONG]),
    "hashtag": lambda connector: connector.search(Query("hashtag", "sourdough")),
    "mention": lambda connector: connector.search(Query("mention", "@AcmeFlour")),
    "text": lambda connector: connector.search(Query("text", "acme flour")),
    "followers": lambda connector: connector.follows(MAYA, "followers"),
    "following": lambda connector: connector.follows(MAYA, "following"),
}


class Purse(OpenGate):
    """What was set aside before each call, and what was left of it after."""

    def __init__(self) -> None:
        super().__init__()
        self.aside: list[float] = []
        self.left = 0.0
        self.rests: list[datetime] = []

    def admit(self, host: str, *, units: int, money: float) -> None:
        self.aside.append(money)
        self.left -= money

    def give_back(self, money: float) -> None:
        self.left += money

    def rest(self, host: str, until: datetime) -> None:
        self.rests.append(until)

    @property
    def paid(self) -> float:
        return round(-self.left, 6)


def made(server: FaultyServer, gate: OpenGate | None = None) -> Connector:
    return plugin.make(server.wire(gate), {"bearer_token": f" {TOKEN} "})


def known(server: FaultyServer) -> None:
    for part, name in (
        ("/users/", "user"), ("/tweets?ids", "figures"), (f"/{MAYA}/tweets", "posts"), ("/search/recent", "found"),
        ("/mentions", "found"), ("/followers", "followers"), ("/following", "followers"),
    ):  # fmt: skip
        server.reply(part, Reply.of(recorded(name)))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error(faulty: FaultyServer, call: str, fault: Fault) -> None:
    faulty.always(fault.reply)
    with pytest.raises(fault.error):
        CALLS[call](made(faulty))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "answer", [None, [None], "maintenance", 7, {}, {"error": "x"}, {"data": [{"x": 1}]}, {"data": 1}]
)
def test_an_answer_of_another_shape_is_unreadable(faulty: FaultyServer, call: str, answer: Any) -> None:
    faulty.always(Reply.of(answer))
    with pytest.raises(Unreadable):
        CALLS[call](made(faulty))


@pytest.mark.parametrize("call", CALLS)
def test_a_refusal_costs_nothing(faulty: FaultyServer, call: str) -> None:
    faulty.always(Reply.of({"title": "Unauthorized", "status": 401}, 401))
    purse = Purse()
    with pytest.raises(SignInRefused):
        CALLS[call](made(faulty, purse))
    assert (len(purse.aside), purse.paid) == (1, 0)


@pytest.mark.parametrize(
    ("status", "problem", "error", "says"),
    [
        (402, {"title": "CreditsDepleted"}, SignInRefused, "prepaid credits are used up"),
        (403, {"type": "https://api.twitter.com/2/problems/client-forbidden"}, SignInRefused, "may not do this"),
        (403, {"type": "https://api.x.com/2/problems/client-not-enrolled"}, SignInRefused, "not enrolled"),
        (429, {"type": "https://api.twitter.com/2/problems/usage-capped"}, BudgetSpent, "developer console is reached"),
        (403, {"errors": [{"type": "about:blank"}]}, SignInRefused, "answered 403"),
        (400, {"errors": [{"message": "start_time"}]}, PlatformError, "answered 400"),
    ],
)
def test_problems_are_read(
    faulty: FaultyServer, status: int, problem: Any, error: type[PlatformError], says: str
) -> None:
    faulty.always(Reply.of(problem, status))
    with clock.told(NOON), pytest.raises(error, match=says) as told:
        made(faulty).profile("mayabakes")
    assert type(told.value) is error
    if isinstance(told.value, BudgetSpent):
        assert told.value.until == datetime(2026, 12, 1, tzinfo=UTC)


def test_a_spent_window_is_waited_for_by_its_reset_header(faulty: FaultyServer) -> None:
    reset = NOON + timedelta(minutes=11)
    headers: dict[str, Any] = {"x_rate_limit_remaining": "0", "x_rate_limit_reset": str(int(reset.timestamp()))}
    purse = Purse()
    faulty.always(Reply.of(recorded("user"), **headers), Reply.of({"title": "Too Many Requests"}, 429, **headers))
    with clock.told(NOON):
        connector = made(faulty, purse)
        assert connector.profile(MAYA).handle == "mayabakes"
        with pytest.raises(Slow) as told:
            connector.profile(MAYA)
    assert (told.value.until, purse.rests) == (reset, [reset, reset])
    assert purse.paid == 0.01


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("@MayaBakes", "users/by/username/mayabakes"),
        ("https://x.com/MayaBakes/status/1?s=20", "users/by/username/mayabakes"),
        ("https://twitter.com/mayabakes", "users/by/username/mayabakes"),
        (MAYA, f"users/{MAYA}"),
        ("@12345", "users/by/username/12345"),
    ],
)
def test_a_profile_by_any_name_costs_a_cent(faulty: FaultyServer, reference: str, path: str) -> None:
    known(faulty)
    purse = Purse()
    assert made(faulty, purse).profile(reference).external_id == MAYA
    (asked,) = faulty.asked
    assert asked.startswith(f"{API}/{path}?user.fields=description%2Centities")
    assert (purse.aside, purse.paid) == ([0.01], 0.01)
    assert faulty.headers[-1]["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("problem", ["not_found", "not_shown"])
def test_who_is_not_there_or_suspended_is_gone_and_costs_nothing(faulty: FaultyServer, problem: str) -> None:
    faulty.always(Reply.of(recorded(problem)))
    purse = Purse()
    with pytest.raises(Gone, match="no profile “nobody”"):
        made(faulty, purse).profile("nobody")
    assert purse.paid == 0


def test_a_renamed_profile_is_the_same_profile(faulty: FaultyServer) -> None:
    renamed = recorded("user")
    renamed["data"]["username"] = "MayaRuns"
    faulty.always(Reply.of(recorded("user")), Reply.of(renamed))
    connector = made(faulty)
    assert [connector.profile(MAYA).handle, connector.profile(MAYA).handle] == ["mayabakes", "mayaruns"]


def test_posts_are_set_aside_by_the_page_and_paid_by_the_post(faulty: FaultyServer) -> None:
    known(faulty)
    purse = Purse()
    page = made(faulty, purse).posts(MAYA, since=datetime(2022, 1, 1, 1, 2, 3, tzinfo=UTC))
    assert [post.external_id for post in page.items] == [FIRST, LONG, OLD]
    assert [post.paid_label for post in page.items] == [True, False, None]
    assert (page.cursor, purse.aside, purse.paid) == ("7140dibdnow9c7btw4", [0.25], 0.015)
    assert "max_results=50&exclude=retweets%2Creplies&start_time=2022-01-01T01%3A02%3A03Z&" in faulty.asked[0]
    assert "paid_partnership" in faulty.asked[0]


def test_a_page_that_repeats_is_refused_instead_of_paid_for_ever(faulty: FaultyServer) -> None:
    known(faulty)
    connector = made(faulty)
    reads: list[Callable[[str | None], Any]] = [
        lambda cursor: connector.posts(MAYA, cursor=cursor),
        lambda cursor: connector.follows(MAYA, "followers", cursor),
        lambda cursor: connector.search(Query("text", "rye"), cursor=cursor),
        lambda cursor: connector.search(Query("mention", "mayabakes"), cursor=cursor),
    ]
    for read in reads:
        cursor = read(None).cursor
        with pytest.raises(Unreadable, match="already read"):
            read(cursor)


def test_who_protects_their_posts_has_none_and_shows_no_list(faulty: FaultyServer) -> None:
    faulty.always(Reply.of(recorded("not_shown")))
    connector = made(faulty)
    assert connector.posts(MAYA).items == ()
    with pytest.raises(NotAvailable, match="protect their posts"):
        connector.follows(MAYA, "followers")
    faulty.always(Reply.of(recorded("not_found")))
    for call in ("posts", "followers"):
        with pytest.raises(Gone):
            CALLS[call](connector)


def test_readings_tell_what_is_gone_and_follow_an_edit(faulty: FaultyServer) -> None:
    known(faulty)
    first = {"id": FIRST, "edit_history_tweet_ids": [FIRST, EDITED], "public_metrics": {"like_count": 61}}
    both = recorded("figures")
    faulty.reply(f"/tweets?ids={FIRST}", Reply.of({"data": [first, both["data"][1]], "errors": both["errors"]}))
    faulty.reply(f"/tweets?ids={EDITED}&", Reply.of({"data": [both["data"][0]]}))
    purse = Purse()
    told = made(faulty, purse).readings([FIRST, LONG, "1", "2", FIRST])
    assert told == {
        FIRST: {"likes": 70, "shares": 5, "comments": 3, "quotes": 1, "saves": 9, "views": 2900},
        LONG: {"likes": 13, "shares": 0, "comments": 0, "quotes": 0, "saves": 0, "views": 900},
        "1": None,
        "2": None,
    }
    assert (purse.aside, purse.paid) == ([0.02, 0.005], 0.015)


def test_readings_of_posts_that_are_all_gone_cost_nothing(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({"errors": recorded("figures")["errors"]}))
    purse = Purse()
    assert made(faulty, purse).readings(["1", "2"]) == {"1": None, "2": None}
    assert purse.paid == 0
    assert made(faulty).readings([]) == {}


def test_a_post_nothing_is_said_of_is_not_gone(faulty: FaultyServer) -> None:
    odd = {"resource_id": "3", "type": "https://api.twitter.com/2/problems/operational-disconnect"}
    faulty.always(Reply.of({"data": [recorded("figures")["data"][1]], "errors": [odd]}))
    assert set(made(faulty).readings([LONG, "3"])) == {LONG}


def test_readings_are_asked_a_hundred_at_a_time(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({"errors": recorded("figures")["errors"]}))
    made(faulty).readings([str(number) for number in range(1, 151)])
    assert [asked.count("%2C") for asked in faulty.asked] == [99 + 1, 49 + 1]


def test_a_search_reaches_seven_days_back_and_pays_for_authors_too(faulty: FaultyServer) -> None:
    known(faulty)
    purse = Purse()
    with clock.told(NOON):
        page = made(faulty, purse).search(Query("hashtag", "#SourDough"), since=NOON - timedelta(days=30))
    assert [(post.external_id, post.author_handle) for post in page.items] == [(FIRST, "mayabakes")]
    assert page.items[0].url == f"https://x.com/mayabakes/status/{EDITED}"
    assert (purse.aside, purse.paid) == ([0.75], 0.03)
    assert "query=%23SourDough+-is%3Aretweet&sort_order=recency&start_time=2026-11-18T12%3A02%3A00Z&" in faulty.asked[0]


def test_what_people_type_never_becomes_an_operator(faulty: FaultyServer) -> None:
    known(faulty)
    connector = made(faulty)
    connector.search(Query("text", 'acme" OR from:rival  "'))
    assert "query=%22acme+OR+from%3Arival%22+-is%3Aretweet&" in faulty.asked[0]
    asked = len(faulty.asked)
    for query in (
        Query("text", ' "" '),
        Query("hashtag", "#"),
        Query("hashtag", "a b"),
        Query("hashtag", "a-is:b"),
        Query("mention", "a b"),
    ):
        with pytest.raises(BadInput):
            connector.search(query)
    assert len(faulty.asked) == asked


def test_mentions_come_from_the_profiles_own_list_which_is_looked_up_once(faulty: FaultyServer) -> None:
    known(faulty)
    purse = Purse()
    connector = made(faulty, purse)
    page = connector.search(Query("mention", "@MayaBakes"), since=datetime(2026, 10, 1, tzinfo=UTC))
    connector.search(Query("mention", "mayabakes"))
    assert [post.external_id for post in page.items] == [FIRST]
    assert [asked.split("?")[0] for asked in faulty.asked] == [
        f"{API}/users/by/username/mayabakes", *[f"{API}/users/{MAYA}/mentions"] * 2
    ]  # fmt: skip
    assert "start_time=2026-10-01" in faulty.asked[1]
    assert purse.paid == 0.07


def test_nothing_found_is_nothing_paid(faulty: FaultyServer) -> None:
    faulty.always(Reply.of(NOTHING))
    purse = Purse()
    page = made(faulty, purse).search(Query("text", "nobody says this"))
    assert (page.items, page.cursor, purse.paid) == ((), None, 0)


def test_followers_cost_a_cent_each(faulty: FaultyServer) -> None:
    known(faulty)
    purse = Purse()
    page = made(faulty, purse).follows(MAYA, "followers")
    assert [(person.handle, person.indexable) for person in page.items] == [("ines_runs", True), ("bo", False)]
    assert page.items[0].metrics == {"followers": 20, "following": 31, "posts_count": 4}
    assert (page.cursor, purse.aside, purse.paid) == ("DFEDBNRFT3MHCZZZ", [1.0], 0.02)


@pytest.mark.parametrize("reference", ["", "two words", "https://youtube.com/@maya", "maya.lind", "ma<b>ya"])
def test_what_is_no_handle_is_refused_before_anything_is_paid(faulty: FaultyServer, reference: str) -> None:
    with pytest.raises(BadInput):
        made(faulty).profile(reference)
    calls: list[Callable[[Connector], object]] = [
        lambda one: one.posts("mayabakes"),
        lambda one: one.readings(["../1"]),
        lambda one: one.follows("x/y", "following"),
    ]
    for call in calls:
        with pytest.raises(BadInput):
            call(made(faulty))
    assert faulty.asked == []


def test_it_can_everything_and_its_terms_follow_what_the_operator_chose(faulty: FaultyServer) -> None:
    assert made(faulty).capabilities().can == set(OPERATIONS)
    assert terms({}) == policy
    assert (policy.may_match, policy.delete_within_hours) == (False, 24)
    assert terms({"weekly_checks": "yes"}).delete_within_hours == 168
