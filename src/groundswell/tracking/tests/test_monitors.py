"""Monitors find what is said of a brand, once, wherever a network can be searched or a post is read anyway."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, Post, PostVersion
from groundswell.creators.network import add_account
from groundswell.kit import clock
from groundswell.links.services import create_link
from groundswell.platforms.tests.toy import SearchingToy, plugin
from groundswell.platforms.tests.toy_server import PAGE, ToyServer
from groundswell.relationships.models import Relationship, TimelineEvent
from groundswell.tracking.models import Mention, Monitor, MonitorScan
from groundswell.tracking.monitors import finding
from groundswell.tracking.queries import monitor_states
from groundswell.tracking.refresh import refresh_due
from groundswell.tracking.services import change_monitor, create_monitor, delete_monitor
from groundswell.tracking.tests.refreshing import install
from groundswell.tracking.tests.watching import DAY, HOUR, NOON, connectors, met, search, toy, toy_server, watch

__all__ = ["connectors", "toy", "toy_server"]
pytestmark = pytest.mark.django_db


def at(hours: float) -> str:
    return (NOON + timedelta(hours=hours)).isoformat()


def test_what_is_said_of_the_brand_is_found_with_its_author_as_evidence(workspace: Workspace, toy: ToyServer) -> None:
    for name in ("maya", "tom", "acme"):
        toy.join(name, followers=3)
    toy.say("id:maya", "New ACME shoes! #AcmeRun", hashtags=["AcmeRun"], published_at=at(-2))
    toy.say("id:tom", "With @acme.example", mentions=["id:acme"], published_at=at(-1))
    toy.say("id:tom", "Macmes and #acmerunning", hashtags=["acmerunning"], published_at=at(-1))
    toy.say("id:acme", "We are Acme #acmerun", hashtags=["acmerun"], published_at=at(-1))
    for text in ("#acmerun", "@acme.example", "Acme"):
        watch(workspace, text)
    run = search()
    assert (run.searches, run.errors) == (3, {})
    assert met(workspace) == [
        ("#acmerun", "id:maya/1", "search", False),
        ("Acme", "id:maya/1", "search", False),
        ("@acme.example", "id:tom/1", "search", False),
        ("Acme", "id:tom/1", "search", False),
    ]
    evidence = PostVersion.objects.get(post__external_id="id:maya/1")
    assert (evidence.raw, evidence.caption, evidence.seen_at) == ({"number": 1}, "New ACME shoes! #AcmeRun", NOON)
    people = Account.objects.exclude(handle="acme.example")
    assert sorted(people.values_list("handle", "followers")) == [("maya.example", 3), ("tom.example", 3)]
    assert [creator.name for creator in Creator.objects.of(workspace).order_by("name")] == ["Maya", "Tom"]
    assert not Post.objects.filter(caption__contains="Macmes").exists()


def test_searching_again_changes_nothing_and_asks_only_for_news(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya")
    toy.say("id:maya", "Acme!", published_at=at(-5))
    watch(workspace, "Acme")
    search()
    before = (met(workspace), Mention.objects.get().found_at, PostVersion.objects.count())
    toy.asked.clear()
    assert search(NOON + timedelta(minutes=9)).searches == 0
    assert toy.asked == {}
    toy.say("id:maya", "Acme again", published_at=at(1))
    run = search(NOON + 2 * HOUR)
    assert (run.searches, run.mentions) == (1, 1)
    assert met(workspace)[:1] == before[0]
    assert Mention.objects.order_by("pk")[0].found_at == before[1]
    assert PostVersion.objects.count() == before[2] + 1
    assert toy.asked == {"/search": 1}


def test_a_search_that_breaks_off_goes_on_where_it_was(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya")
    for number in range(3 * PAGE):
        toy.say("id:maya", f"Acme {number}", published_at=at(-number - 1))
    monitor = watch(workspace, "Acme")
    ask, asked, broken = toy.answer, [], [True]

    def breaking(path: str, query: dict[str, str]) -> tuple[int, dict[str, object]]:
        if path == "/search":
            asked.append(query.get("cursor"))
        return (500, {}) if broken[0] and query.get("cursor") == "10" else ask(path, query)

    toy.answer = breaking  # type: ignore[method-assign]
    assert search().errors == {"platform_unreachable": 1}
    scan = MonitorScan.objects.get(monitor=monitor)
    assert (scan.cursor, scan.failures, scan.read_at, scan.wait_until) == ("10", 1, None, NOON + timedelta(minutes=5))
    assert Mention.objects.count() == PAGE
    assert search(NOON + timedelta(minutes=1)).searches == 0
    broken[0] = False
    asked.clear()
    assert search(NOON + timedelta(minutes=6)).mentions == 2 * PAGE
    assert Mention.objects.count() == Post.objects.count() == 3 * PAGE
    assert asked == ["10", "20"]
    scan.refresh_from_db()
    assert (scan.cursor, scan.started_at, scan.failures, scan.error) == ("", None, 0, "")


def test_posts_that_are_read_anyway_are_met_too(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya")
    toy.say("id:maya", "Old words on Acme", published_at=at(-30))
    with clock.told(NOON):
        add_account(workspace=workspace, profile="maya.example", platform="bluesky")
        refresh_due(seconds=60)
    watch(workspace, "Acme")
    assert met(workspace) == [("Acme", "id:maya/1", "kept", False)]
    toy.say("id:maya", "New words on Acme", published_at=at(1))
    with clock.told(NOON + 8 * DAY):
        refresh_due(seconds=60)
    assert met(workspace)[1] == ("Acme", "id:maya/2", "profile", False)


def test_a_product_is_met_by_its_page_and_by_our_short_links_to_it(workspace: Workspace, toy: ToyServer) -> None:
    short = create_link(workspace=workspace, target_url="https://shop.example/trail/red?ref=x").slug
    other = create_link(workspace=workspace, target_url="https://shop.example/road").slug
    watch(workspace, "https://www.shop.example/trail/?utm_source=news")
    toy.join("maya")
    for number, link in enumerate(
        (
            "https://shop.example/trail?utm_medium=bio",
            f"http://127.0.0.1:8000/l/{short}",
            f"http://127.0.0.1:8000/l/{other}",
        )
    ):
        toy.say("id:maya", f"Look {number}", links=[link], published_at=at(-3 + number))
    with clock.told(NOON):
        add_account(workspace=workspace, profile="maya.example", platform="bluesky")
        refresh_due(seconds=60)
    assert [post for _, post, _, _ in met(workspace)] == ["id:maya/1", "id:maya/2"]


def test_people_it_finds_go_on_the_board_unless_that_is_off(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya", followers=12)
    toy.join("tom")
    toy.say("id:maya", "Acme!", published_at=at(-1))
    toy.say("id:tom", "#acmerun", hashtags=["acmerun"], published_at=at(-1))
    watch(workspace, "Acme")
    watch(workspace, "#acmerun", to_board=False)
    search()
    assert [r.creator.name for r in Relationship.objects.of(workspace)] == ["Maya"]
    assert Creator.objects.count() == 1
    kinds = TimelineEvent.objects.of(workspace).order_by("pk").values_list("kind", "text")
    assert list(kinds) == [("tracked", "Added to the board"), ("found", "Found by the monitor Acme")]
    with clock.told(NOON):
        run = refresh_due(seconds=60)
    assert (run.accounts, run.errors) == (1, {})
    assert Account.objects.get(handle="maya.example").edges.count() == 12


def test_a_common_word_does_not_flood_the_board(
    workspace: Workspace, toy: ToyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.tracking.monitors.boarding.MOST_TO_BOARD_A_DAY", 3)
    for number in range(6):
        toy.say(toy.join(f"p{number}"), "Acme", published_at=at(-number - 1))
    watch(workspace, "Acme")
    search()
    assert (Relationship.objects.count(), Mention.objects.count()) == (3, 6)


def test_who_asked_not_to_be_found_is_not(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("shy", indexable=False)
    toy.say("id:shy", "Acme", published_at=at(-1))
    watch(workspace, "Acme")
    search()
    assert (Mention.objects.count(), Post.objects.count(), Account.objects.count()) == (0, 0, 0)
    with clock.told(NOON):
        add_account(workspace=workspace, profile="shy.example", platform="bluesky")
        refresh_due(seconds=60)
    assert met(workspace) == [("Acme", "id:shy/1", "profile", False)]


def test_a_network_is_searched_only_for_what_it_can_be_searched_for(
    workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer
) -> None:
    install(connectors, toy_server, plugin(name="mastodon"), plugin(name="bluesky", make=SearchingToy))
    toy_server.join("acme")
    for text in ("#acmerun", "@acme@toots.example", "@acme.example", "instagram:acme"):
        watch(workspace, text)
    assert search().searches == 2
    searches = {state.monitor.shown: state.searches for state in monitor_states(workspace)}
    assert [(one.connector, bool(one.why_not)) for one in searches["#acmerun"]] == [
        ("bluesky", False),
        ("mastodon", True),
    ]
    assert [one.connector for one in searches["@acme@toots.example"]] == ["mastodon"]
    assert [one.connector for one in searches["@acme.example"]] == ["bluesky"]
    assert searches["@acme@toots.example"][0].why_not
    assert not [one for one in searches["@acme.example"] if one.why_not]


def test_a_paid_network_is_searched_once_a_day_within_its_limit(
    workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer
) -> None:
    install(connectors, toy_server, plugin(make=SearchingToy, monthly_money=5.0))
    watch(workspace, "Acme")
    assert [search(NOON + hours * HOUR).searches for hours in (0, 1, 23, 25)] == [1, 0, 0, 1]


def test_a_spent_budget_ends_the_run_and_is_told(
    workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer
) -> None:
    install(connectors, toy_server, plugin(make=SearchingToy, daily_units=1))
    for text in ("Acme", "Acme Run", "Acme Trail"):
        watch(workspace, text)
    run = search()
    assert (run.searches, run.errors) == (1, {"budget_spent": 1})
    with clock.told(NOON):
        problem = monitor_states(workspace)[1].searches[0]
    assert "units are spent" in problem.problem
    assert problem.next_at == NOON + timedelta(minutes=5)


def test_paused_and_deleted_monitors_find_nothing_more(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya")
    toy.say("id:maya", "Acme", published_at=at(-1))
    monitor = watch(workspace, "Acme")
    change_monitor(monitor=monitor, paused=True)
    assert search().searches == 0
    assert watch(workspace, "ACME").pk == monitor.pk  # watching for it again resumes it
    assert search().mentions == 1
    delete_monitor(monitor=monitor)
    assert (Monitor.objects.count(), Mention.objects.count(), Post.objects.count()) == (0, 0, 1)
    assert search().searches == 0


def test_workspaces_share_the_search_and_not_the_mentions(
    workspace: Workspace, other_workspace: Workspace, toy: ToyServer
) -> None:
    toy.join("maya")
    toy.say("id:maya", "Acme and Rival", published_at=at(-1))
    watch(workspace, "Acme")
    watch(other_workspace, "Rival")
    search()
    assert [shown for shown, *_ in met(workspace)] == ["Acme"]
    assert [shown for shown, *_ in met(other_workspace)] == ["Rival"]
    assert Post.objects.count() == 1
    assert Creator.objects.of(workspace).get() != Creator.objects.of(other_workspace).get()


def test_the_way_of_finding_ends_with_its_block(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya")
    with pytest.raises(ValueError, match="stop"), finding("stream"):
        raise ValueError("stop")
    watch(workspace, "Acme")
    toy.say("id:maya", "Acme!", published_at=at(-1))
    with clock.told(NOON):
        add_account(workspace=workspace, profile="maya.example", platform="bluesky")
        refresh_due(seconds=60)
    assert met(workspace) == [("Acme", "id:maya/1", "profile", False)]


def test_more_monitors_than_anybody_needs_are_refused(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.tracking.services.monitors.MOST_MONITORS", 1)
    create_monitor(workspace=workspace, text="Acme")
    create_monitor(workspace=workspace, text="Acme")
    with pytest.raises(Exception, match="already"):
        create_monitor(workspace=workspace, text="Another")
