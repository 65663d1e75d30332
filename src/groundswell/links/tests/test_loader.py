from datetime import timedelta
from pathlib import Path

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.links import arrivals
from groundswell.links.loader import load_clicks
from groundswell.links.models import Click, JournalPosition, Link
from groundswell.links.redirect import Door
from groundswell.links.redirect.journal import Journal
from groundswell.links.rules.journal import line
from groundswell.links.services import create_link
from groundswell.links.tests.conftest import PHONE, visit
from groundswell.relationships.models import Relationship, TimelineEvent
from groundswell.relationships.services import move_stage

NOON = 1_772_452_800_000  # 2026-03-02 12:00 UTC
MINUTE = 60_000


@pytest.fixture
def link(workspace: Workspace) -> Link:
    return create_link(workspace=workspace, target_url="https://shop.example/", slug="shoes")


def click(
    number: int, link: Link, *, at: int = NOON, visitor: str = "", agent: bytes = PHONE, flag: bytes = b""
) -> bytes:
    return line(
        click_id=f"click{number:07d}", link_id=b"%d" % link.pk, milliseconds=at, visitor=visitor or f"{number:032x}",
        flag=flag, referrer=b"", user_agent=agent,
    )  # fmt: skip


def test_every_click_arrives_once_however_often_the_loader_runs(door: Door, link: Link) -> None:
    entry = door.table.look_up(link.slug)
    for number in range(5):
        door.location(entry, visit(address=b"198.51.100.%d" % number))
    assert load_clicks().clicks == 5
    assert load_clicks().clicks == 0
    door.location(entry, visit(address=b"198.51.100.99"))
    assert load_clicks().clicks == 1
    assert Click.objects.of(link.workspace).filter(excluded="").count() == 6


def test_a_lost_position_does_not_double_a_click(door: Door, link: Link) -> None:
    door.location(door.table.look_up(link.slug), visit())
    load_clicks()
    JournalPosition.objects.all().delete()
    assert load_clicks().clicks == 0
    assert Click.objects.of(link.workspace).count() == 1


def test_a_failure_between_clicks_and_position_leaves_neither(
    door: Door, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.location(door.table.look_up(link.slug), visit())

    def broken(**_: object) -> None:
        raise RuntimeError("killed here")

    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "attribute_by_clicks", broken)
        with pytest.raises(RuntimeError):
            load_clicks()
    assert Click.objects.of(link.workspace).count() == 0
    assert load_clicks().clicks == 1


def test_a_living_process_keeps_its_journal_and_a_dead_ones_is_cleared_away(tmp_path: Path, link: Link) -> None:
    journal = Journal(tmp_path)
    journal.append(click(1, link))
    assert load_clicks(tmp_path)[::2] == (1, 0)
    journal.append(click(2, link)[:20])
    journal.close()
    assert load_clicks(tmp_path)[::2] == (0, 1)
    assert list(tmp_path.iterdir()) == []
    assert not JournalPosition.objects.exists()


def test_a_dead_process_with_unloaded_clicks_loses_none(tmp_path: Path, link: Link) -> None:
    journal = Journal(tmp_path)
    journal.append(click(1, link))
    journal.append(click(2, link))
    journal.close()
    assert load_clicks(tmp_path) == (2, 0, 1)


def test_a_full_journal_is_followed_by_a_new_one(tmp_path: Path, link: Link) -> None:
    journal = Journal(tmp_path, rotate_at=300)
    for number in range(4):
        journal.append(click(number, link))
    assert len(list(tmp_path.glob("*.clicks"))) == 2
    assert load_clicks(tmp_path) == (4, 0, 1)


def test_garbage_between_clicks_is_counted_and_left_out(tmp_path: Path, link: Link) -> None:
    body = click(1, link) + b"\x00\x00garbage\n\n" + click(2, link)[5:] + click(3, link)
    (tmp_path / "1-a.clicks").write_bytes(body)
    assert load_clicks(tmp_path) == (2, 2, 1)


def test_clicks_of_a_deleted_link_are_let_go(tmp_path: Path, link: Link) -> None:
    (tmp_path / "1-a.clicks").write_bytes(click(1, link))
    link.delete()
    assert load_clicks(tmp_path) == (0, 0, 1)


def test_the_same_visitor_counts_once_in_thirty_minutes(tmp_path: Path, link: Link, workspace: Workspace) -> None:
    other = create_link(workspace=workspace, target_url="https://shop.example/", slug="hats")
    maya = "a" * 32
    lines = [
        click(1, link, visitor=maya), click(2, link, visitor=maya, at=NOON + 29 * MINUTE), click(3, other, visitor=maya),
        click(4, link, visitor=maya, at=NOON + 30 * MINUTE), click(5, link, at=NOON + MINUTE),
    ]  # fmt: skip
    (tmp_path / "1-a.clicks").write_bytes(b"".join(lines[:1]))
    load_clicks(tmp_path)
    (tmp_path / "1-b.clicks").write_bytes(b"".join(lines[1:]))
    load_clicks(tmp_path)
    assert list(Click.objects.order_by("click_id").values_list("excluded", flat=True)) == ["", "repeat", "", "", ""]


@pytest.mark.parametrize(("minutes", "counted"), [(0, 3), (5, 2), (1440, 1)])
def test_the_workspace_says_how_long_a_visitor_counts_once(
    tmp_path: Path, link: Link, workspace: Workspace, minutes: int, counted: int
) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(repeat_minutes=minutes)
    maya = "a" * 32
    lines = [click(n, link, visitor=maya, at=NOON + late * MINUTE) for n, late in ((1, 0), (2, 4), (3, 60))]
    (tmp_path / "1-a.clicks").write_bytes(b"".join(lines))
    load_clicks(tmp_path)
    assert Click.objects.filter(excluded="").count() == counted


def test_journals_loaded_in_the_wrong_order_do_not_count_a_visitor_twice(tmp_path: Path, link: Link) -> None:
    maya = "a" * 32
    for name, at in (("1-late", NOON + 10 * MINUTE), ("2-early", NOON)):
        (tmp_path / f"{name}.clicks").write_bytes(click(at // MINUTE % 1000, link, visitor=maya, at=at))
    load_clicks(tmp_path)
    assert Click.objects.filter(excluded="").count() == 1


@pytest.mark.parametrize(
    ("agent", "flag", "excluded"),
    [
        (b"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", b"", "bot"),
        (b"curl/8.5.0", b"", "bot"),
        (b"", b"", "bot"),
        (PHONE, b"prefetch", "prefetch"),
        (PHONE, b"", ""),
    ],
)
def test_machines_are_kept_and_not_counted(
    tmp_path: Path, link: Link, agent: bytes, flag: bytes, excluded: str
) -> None:
    (tmp_path / "1-a.clicks").write_bytes(click(1, link, agent=agent, flag=flag))
    load_clicks(tmp_path)
    assert Click.objects.get().excluded == excluded


def test_a_bot_before_does_not_hide_a_person(tmp_path: Path, link: Link) -> None:
    maya = "a" * 32
    lines = click(1, link, visitor=maya, flag=b"preview") + click(2, link, visitor=maya, at=NOON + MINUTE)
    (tmp_path / "1-a.clicks").write_bytes(lines)
    load_clicks(tmp_path)
    assert list(Click.objects.order_by("at").values_list("excluded", flat=True)) == ["preview", ""]


def test_the_time_is_kept_to_the_millisecond(tmp_path: Path, link: Link) -> None:
    (tmp_path / "1-a.clicks").write_bytes(click(1, link, at=NOON + 123))
    load_clicks(tmp_path)
    assert Click.objects.get().at.timestamp() == pytest.approx((NOON + 123) / 1000)
    assert Click.objects.get().at - timedelta(milliseconds=123) == Click.objects.get().at.replace(microsecond=0)


def test_the_third_visitor_of_a_creators_link_makes_them_live(
    door: Door, workspace: Workspace, creator: Creator
) -> None:
    move_stage(workspace=workspace, creator=creator, stage="agreed", forward_only=True)
    link = create_link(workspace=workspace, target_url="https://shop.example/", slug="maya", creator=creator)
    entry = door.table.look_up(link.slug)
    robot = visit(b"Mozilla/5.0 (compatible; Googlebot/2.1)", address=b"198.51.100.77")
    for seen in (visit(), visit(), visit(address=b"198.51.100.8"), robot):
        door.location(entry, seen)
    load_clicks()
    assert Relationship.objects.get().stage == "agreed"
    for _ in range(2):
        door.location(entry, visit(address=b"198.51.100.9"))
        load_clicks()
    assert Relationship.objects.get().stage == "live"
    assert [event.text for event in TimelineEvent.objects.filter(kind="link_live")] == [
        "Their link /l/maya is live: 3 people came by it."
    ]


def test_who_is_not_on_the_board_or_declined_stays_so(door: Door, workspace: Workspace, creator: Creator) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/", slug="maya", creator=creator)
    entry = door.table.look_up(link.slug)
    for last in (7, 8, 9):
        door.location(entry, visit(address=b"198.51.100.%d" % last))
    load_clicks()
    assert not Relationship.objects.exists()
    move_stage(workspace=workspace, creator=creator, stage="declined", reason="Sells too much")
    door.location(entry, visit(address=b"198.51.100.10"))
    load_clicks()
    assert Relationship.objects.get().stage == "declined"


def test_two_links_of_a_creator_make_them_live_once(door: Door, workspace: Workspace, creator: Creator) -> None:
    move_stage(workspace=workspace, creator=creator, stage="agreed", forward_only=True)
    for slug in ("maya-a", "maya-b"):
        entry = door.table.look_up(
            create_link(workspace=workspace, target_url="https://shop.example/", slug=slug, creator=creator).slug
        )
        for last in (7, 8, 9):
            door.location(entry, visit(address=b"198.51.100.%d" % last))
    load_clicks()
    assert (Relationship.objects.get().stage, TimelineEvent.objects.filter(kind="link_live").count()) == ("live", 1)
