"""The sums by day and hour are those of the clicks, whatever came in and however often."""

from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.links import counting
from groundswell.links.counting import recount
from groundswell.links.loader import load_clicks
from groundswell.links.models import Click, ClickDay, ClickHour, JournalPosition, Link
from groundswell.links.queries import clicks_by_creator
from groundswell.links.rules.journal import line
from groundswell.links.services import create_link
from groundswell.links.tests.conftest import PHONE

MIDNIGHT = 1_772_496_000_000  # 2026-03-03 00:00 UTC
HOUR = 3_600_000
VISITS = st.tuples(
    st.integers(0, 1), st.integers(-3 * HOUR, 3 * HOUR), st.integers(0, 2), st.sampled_from((b"", b"", b"bot", b"head"))
)


@pytest.fixture
def links(workspace: Workspace, creator: Creator) -> list[Link]:
    return [
        create_link(workspace=workspace, target_url="https://x.example/", slug=slug, creator=creator) for slug in "ab"
    ]


def journal(folder: Path, links: list[Link], name: str, visits: list[tuple[int, int, int, bytes]]) -> None:
    """Each visit: which link, milliseconds after midnight, who, and what the door saw."""
    lines = [
        line(
            click_id=f"{name}{number:08d}", link_id=b"%d" % links[which].pk, milliseconds=MIDNIGHT + after,
            visitor=f"{who:032x}", flag=flag, referrer=b"", user_agent=PHONE,
        )
        for number, (which, after, who, flag) in enumerate(visits)
    ]  # fmt: skip
    (folder / f"1-{name}.clicks").write_bytes(b"".join(lines))


Sums = tuple[dict[tuple[int, str], tuple[int, int, int]], dict[tuple[int, datetime], tuple[int, datetime]]]


def kept() -> Sums:
    days = {(row.link_id, str(row.day)): (row.counted, row.excluded, row.visitors) for row in ClickDay.objects.all()}
    return days, {(row.link_id, row.hour): (row.counted, row.first) for row in ClickHour.objects.all()}


def of_the_clicks() -> Sums:
    """The same, from every single click."""
    counted: Counter[tuple[int, str]] = Counter()
    excluded: Counter[tuple[int, str]] = Counter()
    visitors: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    hours: defaultdict[tuple[int, datetime], list[datetime]] = defaultdict(list)
    for click in Click.objects.all():
        key = (click.link_id, str(click.at.date()))
        (excluded if click.excluded else counted)[key] += 1
        if not click.excluded:
            visitors[key].add(click.visitor)
            hours[click.link_id, click.at.replace(minute=0, second=0, microsecond=0)].append(click.at)
    days = {key: (counted[key], excluded[key], len(visitors[key])) for key in {*counted, *excluded}}
    return days, {key: (len(times), min(times)) for key, times in hours.items()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VISITS, max_size=12), st.lists(VISITS, max_size=12))
def test_sums_are_those_of_the_clicks(
    tmp_path: Path,
    links: list[Link],
    first: list[tuple[int, int, int, bytes]],
    second: list[tuple[int, int, int, bytes]],
) -> None:
    Click.objects.all().delete()
    recount()
    for name, visits in (("aaaa", first), ("bbbb", second)):
        journal(tmp_path, links, name, visits)
        load_clicks(tmp_path)
    assert kept() == of_the_clicks()
    recount()
    assert kept() == of_the_clicks()


def test_a_journal_that_is_loaded_again_adds_nothing(tmp_path: Path, links: list[Link]) -> None:
    visits = [(0, 0, 1, b""), (0, HOUR, 2, b""), (0, HOUR, 2, b""), (1, -1, 1, b"bot")]
    journal(tmp_path, links, "aaaa", visits)
    assert load_clicks(tmp_path).clicks == 4
    before = kept()
    assert before[0] == {(links[0].pk, "2026-03-03"): (2, 1, 2), (links[1].pk, "2026-03-02"): (0, 1, 0)}
    JournalPosition.objects.all().delete()
    journal(tmp_path, links, "aaaa", [*visits, (1, 0, 3, b"")])
    assert load_clicks(tmp_path).clicks == 1
    assert kept() == of_the_clicks() != before


def test_a_failure_after_the_clicks_leaves_no_sum(
    tmp_path: Path, links: list[Link], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal(tmp_path, links, "aaaa", [(0, 0, 1, b"")])
    with monkeypatch.context() as patched:
        patched.setattr(counting.Counts, "save", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load_clicks(tmp_path)
    assert (Click.objects.count(), kept()) == (0, ({}, {}))
    assert load_clicks(tmp_path).clicks == 1
    assert kept() == of_the_clicks()


def test_clicks_follow_their_link_to_another_creator(
    tmp_path: Path, workspace: Workspace, links: list[Link], creator: Creator, second: Creator
) -> None:
    journal(tmp_path, links, "aaaa", [(0, 0, 1, b""), (1, 0, 1, b""), (1, 0, 2, b"bot")])
    load_clicks(tmp_path)
    assert clicks_by_creator(workspace) == {creator.pk: (2, 1)}
    Link.objects.filter(pk=links[1].pk).update(creator=second)
    assert clicks_by_creator(workspace) == {creator.pk: (1, 0), second.pk: (1, 1)}


def test_a_workspace_that_goes_takes_its_sums_along(
    tmp_path: Path, workspace: Workspace, other_workspace: Workspace, links: list[Link]
) -> None:
    theirs = create_link(workspace=other_workspace, target_url="https://x.example/", slug="theirs")
    journal(tmp_path, [*links, theirs], "aaaa", [(0, 0, 1, b""), (2, 0, 1, b"")])
    load_clicks(tmp_path)
    workspace.delete()
    assert kept() == of_the_clicks()
    assert list(ClickDay.objects.values_list("link_id", "counted")) == [(theirs.pk, 1)]
