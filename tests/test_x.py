"""X from a handle to pages, against a server on this machine that answers as its API does; and what it costs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator, FollowEdge, Post, PostVersion, Reading
from groundswell.kit import clock
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.errors import BudgetSpent
from groundswell.platforms.models import MoneySpent
from groundswell.platforms.services import open_connector, save_keys, set_limits
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty, led
from groundswell.platforms.tests.toy import connectors
from groundswell.platforms.x import plugin
from groundswell.platforms.x.tests import FIRST, LONG, MAYA, OLD, recorded
from groundswell.tracking.refresh import refresh_due

__all__ = ["connectors", "faulty", "led"]
pytestmark = pytest.mark.django_db
Cli = Callable[..., Result]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def timeline() -> dict[str, object]:
    answer = recorded("posts")
    del answer["meta"]["next_token"]
    return dict(answer)


def figures(*gone: str) -> Reply:
    """Of the three posts; those `gone` are refused one by one."""
    told = [
        {**tweet, "id": pk}
        for pk, tweet in zip((FIRST, LONG, OLD), recorded("posts")["data"], strict=True)
        if pk not in gone
    ]
    for tweet in told:
        tweet["edit_history_tweet_ids"] = [tweet["id"]]
    kind = "https://api.twitter.com/2/problems/not-authorized-for-resource"
    return Reply.of({"data": told, "errors": [{"resource_id": pk, "type": kind} for pk in gone]})


@pytest.fixture
def x(led: FaultyServer, connectors: Callable[..., None]) -> FaultyServer:
    connectors(plugin)
    led.reply("/users/", Reply.of(recorded("user")))
    led.reply(f"/{MAYA}/tweets", Reply.of(timeline()))
    led.reply("/tweets?ids", figures())
    save_keys(connector="x", given={"bearer_token": "s3cret"})
    return led


@pytest.fixture
def maya(cli: Cli, x: FaultyServer, workspace: Workspace) -> Account:
    with clock.told(NOON):
        told = json.loads(cli("platforms", "add", "https://x.com/MayaBakes", "--json").stdout)
    assert told["refresh"] == {"accounts": 1, "new_posts": 3, "gone_posts": 0, "errors": {}}
    return Account.objects.get()


def paid() -> Decimal:
    return MoneySpent.objects.get().money


def test_a_handle_becomes_a_creator_with_posts_labels_and_figures(maya: Account, x: FaultyServer) -> None:
    assert (maya.handle, maya.external_id, maya.followers, maya.verified) == ("mayabakes", MAYA, 8421, True)
    labels = dict(Post.objects.values_list("external_id", "paid_label"))
    assert labels == {FIRST: True, LONG: False, OLD: None}
    assert Post.objects.get(external_id=FIRST).caption.endswith("https://acme.example/l/maya?utm_source=x")
    assert Reading.objects.get(post__external_id=FIRST, metric="views").value == 2310
    assert not Reading.objects.filter(post__external_id=OLD, metric="views").exists()
    # Two looks at the profile and three posts; follow lists are never paid for by themselves.
    assert paid() == Decimal("0.035")
    assert FollowEdge.objects.count() == 0
    assert not any("s3cret" in asked or "followers" in asked for asked in x.asked)


def test_a_refresh_pays_for_what_came_and_run_twice_changes_nothing(maya: Account, x: FaultyServer) -> None:
    rows = [list(model.objects.order_by("pk").values("pk")) for model in (Account, Post, PostVersion, Creator)]
    with clock.told(NOON + 8 * DAY):
        before = MoneySpent.objects.count()
        run = refresh_due(seconds=60)
        assert (run.accounts, run.new, run.gone, run.errors) == (1, 0, 0, {})
        assert refresh_due(seconds=60).accounts == 0
    assert MoneySpent.objects.count() == before + 1  # December has its own sum
    assert MoneySpent.objects.order_by("month").last().money == Decimal("0.025")  # type: ignore[union-attr]  # it is there
    assert [list(model.objects.order_by("pk").values("pk")) for model in (Account, Post, PostVersion, Creator)] == rows


def test_what_x_shows_nobody_any_more_goes(maya: Account, x: FaultyServer) -> None:
    x.reply(f"/{MAYA}/tweets", Reply.of({"meta": {"result_count": 0}}))
    x.reply("/tweets?ids", figures(LONG))
    with clock.told(NOON + 8 * DAY):
        assert refresh_due(seconds=60).gone == 1
    assert set(Post.objects.values_list("external_id", flat=True)) == {FIRST, OLD}


def test_an_edit_is_a_new_version_of_the_same_post(maya: Account, x: FaultyServer) -> None:
    edited = timeline()
    tweet = edited["data"][0]  # type: ignore[index]  # recorded so
    tweet["id"] = str(int(tweet["id"]) + (60_000 << 22))
    tweet["edit_history_tweet_ids"].append(tweet["id"])
    tweet["text"] = "Rye & butter, without thanks"
    x.reply(f"/{MAYA}/tweets", Reply.of(edited))
    with clock.told(NOON + 8 * DAY):
        run = refresh_due(seconds=60)
    assert (run.new, run.gone, Post.objects.count()) == (0, 0, 3)
    post = Post.objects.get(external_id=FIRST)
    assert post.caption == "Rye & butter, without thanks"
    assert PostVersion.objects.filter(post=post).count() == 2


def test_the_months_money_stops_before_it_is_passed(maya: Account, x: FaultyServer) -> None:
    set_limits(connector="x", daily_units=None, monthly_money=Decimal("1.03"))
    x.reply("/followers", Reply.of(recorded("followers")))
    with clock.told(NOON), open_connector("x") as opened:
        asked = len(x.asked)
        with pytest.raises(BudgetSpent, match="could cost") as told:
            opened.connector.follows(MAYA, "followers")
        assert (len(x.asked), paid()) == (asked, Decimal("0.035"))
        assert told.value.until == datetime(2026, 12, 1, tzinfo=UTC)
        assert opened.connector.profile(MAYA).handle == "mayabakes"
        assert paid() == Decimal("0.045")
    set_limits(connector="x", daily_units=None, monthly_money=Decimal("1.05"))
    with clock.told(NOON), open_connector("x") as opened:
        opened.connector.follows(MAYA, "followers")
        assert paid() == Decimal("0.065")


@pytest.mark.parametrize(("weekly", "looks"), [("", 2), ("yes", 0)])
def test_kept_posts_are_looked_for_as_often_as_the_operator_chose(
    maya: Account, x: FaultyServer, weekly: str, looks: int
) -> None:
    save_keys(connector="x", given={"weekly_checks": weekly})
    x.asked.clear()
    for days in (1, 2):
        with clock.told(NOON + days * DAY):
            refresh_due(seconds=60)
    assert sum("/tweets?ids" in asked for asked in x.asked) == looks


def test_a_run_stops_at_the_limit_and_goes_on_next_month(maya: Account, x: FaultyServer) -> None:
    set_limits(connector="x", daily_units=None, monthly_money=Decimal("0.04"))
    asked = len(x.asked)
    with clock.told(NOON + 2 * DAY):
        refresh_due(seconds=60)
    assert len(x.asked) == asked
    set_limits(connector="x", daily_units=None, monthly_money=Decimal("0.50"))
    with clock.told(datetime(2026, 12, 3, tzinfo=UTC)):
        assert refresh_due(seconds=60).accounts == 1


def test_doctor_pays_one_cent_and_says_what_is_wrong(cli: Cli, x: FaultyServer) -> None:
    found = json.loads(cli("doctor", "--connector", "x", "--json").stdout)
    assert found["checks"][0]["message"].startswith("read https://x.com/mayabakes (Maya bakes 🍞): followers 8,421")
    assert "by/username/xdevelopers" in x.asked[-1]
    assert paid() == Decimal("0.01")
    x.reply("/users/", Reply.of({"title": "CreditsDepleted"}, 402))
    check = json.loads(cli("doctor", "--connector", "x", "--json").stdout)["checks"][0]
    assert (check["status"], check["cure"]) == ("fail", "See your app in X’s developer console (console.x.com).")
    assert paid() == Decimal("0.01")


def test_pages_show_the_money_and_what_x_tells(
    maya: Account, owner: User, client_of: Callable[[User], Client], x: FaultyServer
) -> None:
    client = client_of(owner)
    with clock.told(NOON):
        page = client.get("/w/acme/platforms/x/").content.decode()
    for words in (
        "$0.04 of $25.00", "X charges for what it returns: $0.005 a post", "7 days back", "Look only once a week",
        "are not matched with accounts elsewhere", "One app serves one purpose",
    ):  # fmt: skip
        assert words in page
