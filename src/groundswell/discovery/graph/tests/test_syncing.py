"""The follow graph and the database: what is read, moved, lost and forgotten."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, FollowEdge, NetworkPass
from groundswell.creators.network.forgetting import forget_account
from groundswell.discovery.graph import open_graph, place, syncing, writing
from groundswell.discovery.graph.syncing import current_graph, sync
from groundswell.discovery.tests.follows import READ, add_follows, profile
from groundswell.kit.tests.fixtures import Result

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def told() -> dict[str, set[str]]:
    """Handle → whom the graph says that it follows."""
    graph = open_graph(place.folder())
    handles = dict(Account.objects.values_list("pk", "handle"))
    who, whom = graph.members(np.arange(len(graph.lists)))
    found: dict[str, set[str]] = {}
    for at, number in zip(who.tolist(), whom.tolist(), strict=True):
        found.setdefault(handles[int(graph.lists["account"][at])], set()).add(graph.name(number).partition(":")[2])
    return found


def read_again(account: Account, follows: list[str]) -> None:
    FollowEdge.objects.filter(account=account).delete()
    add_follows(account, follows)
    NetworkPass.objects.filter(account=account).update(read_at=READ + timedelta(days=7))


def test_whole_lists_of_public_profiles_are_taken(workspace: Workspace) -> None:
    profile("maya", ["run", "maya", "Nova"])
    profile("kim", ["run"], read=None)
    profile("shy", ["run"], listed=False)
    profile("own", ["run"], workspace=workspace)
    empty = profile("none", [])
    FollowEdge.objects.create(account=empty, direction="followers", external_id="did:x", handle="x")
    assert sync() == 2
    assert told() == {"maya": {"run", "nova"}}
    assert sync() == 0


def test_lists_read_again_moved_and_lost() -> None:
    maya, kim, tom = (profile(name, ["run"]) for name in ("maya", "kim", "tom"))
    sync()
    read_again(maya, ["nova", "art"])
    Account.objects.filter(pk=kim.pk).update(country="de", language="de-AT")
    tom.delete()
    assert sync() == 3
    assert told() == {"maya": {"nova", "art"}, "kim": {"run"}}
    graph = open_graph(place.folder())
    moved = graph.last[graph.last["account"] == kim.pk][0]
    assert (moved["country"], moved["language"]) == (b"DE", b"de")
    assert graph.head.edges == 5
    assert sync() == 0


def test_many_small_syncs_tell_what_a_new_graph_does(settings: Any, tmp_path: Path) -> None:
    accounts = [profile(f"p{at}", [f"p{n}" for n in range(at)]) for at in range(9)]
    for account in accounts:
        read_again(account, ["run", *(["nova"] if account.pk % 2 else [])])
        sync()
    step_by_step = told()
    settings.HOME = tmp_path / "new"
    sync()
    assert told() == step_by_step
    assert len(step_by_step) == 9


def test_a_sync_that_broke_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(6):
        profile(f"p{at}", ["run", "nova"])
    monkeypatch.setattr(syncing, "CHUNK", 2)
    monkeypatch.setattr(syncing, "EDGES", 3)
    pairs, calls = syncing._pairs, list[int]()

    def dying(accounts: list[int]) -> Any:
        calls.append(len(accounts))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return pairs(accounts)

    monkeypatch.setattr(syncing, "_pairs", dying)
    with pytest.raises(KeyboardInterrupt):
        sync()
    assert len(told()) == 4
    assert sync() == 2
    assert told() == {f"p{at}": {"run", "nova"} for at in range(6)}
    assert calls == [2, 2, 2, 2]


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_account_is_nowhere(tmp_path: Path) -> None:
    maya = profile("maya", ["run"])
    profile("kim", ["run", "maya"])
    sync()
    forget_account(maya)
    assert b"maya" not in b"".join(path.read_bytes() for path in place.folder().iterdir())
    sync()
    assert told() == {"kim": {"run", ""}}


def test_lists_that_no_longer_count_are_cleared_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.discovery.graph.compacting.WORTH", 2)
    maya, kim = profile("maya", ["run", "nova", "art"]), profile("kim", ["run"])
    sync()
    read_again(maya, ["run"])
    sync()
    graph = open_graph(place.folder())
    assert (graph.head.edges, graph.head.series) == (2, 1)
    assert told() == {"maya": {"run"}, "kim": {"run"}}
    assert {maya.pk, kim.pk} == set(graph.lists["account"].tolist())
    assert sync() == 0


def test_nobody_waits_for_another_writer() -> None:
    profile("maya", ["run"])
    with writing(place.folder()):
        assert sync(wait=False) is None
        assert len(current_graph().lists) == 0
    assert len(current_graph().lists) == 1


def test_too_many_lists_wait_for_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syncing, "AT_ONCE", 1)
    profile("maya", ["run"])
    assert len(current_graph().lists) == 1
    profile("kim", ["run"])
    assert len(current_graph().lists) == 1
    sync()
    assert len(current_graph().lists) == 2


def test_it_is_dropped_and_made_anew_by_command(cli: Callable[..., Result], workspace: Workspace) -> None:
    maya = profile("maya", ["run", "nova"])
    profile("kim", ["run"])
    sync()
    read_again(maya, ["run"])
    told_so = json.loads(cli("index", "follows", "--json").stdout)
    assert (told_so["lists"], told_so["follows"], told_so["newest"]) == (2, 2, "2026-05-10T00:00:00+00:00")
    assert open_graph(place.folder()).head.edges == 4
    anew = json.loads(cli("index", "follows", "--rebuild", "--json").stdout)
    assert (anew["lists"], anew["follows"]) == (2, 2)
    assert anew["bytes"] < told_so["bytes"]
    assert open_graph(place.folder()).head.edges == 2
    assert "2 follow lists, 2 follows" in cli("index", "follows").stdout
