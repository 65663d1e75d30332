"""The arrays of the follow graph: what goes in comes out, in one run or several, also after a kill."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.graph import Graph, Writer, open_graph, writing
from groundswell.discovery.graph.compacting import compact
from groundswell.discovery.graph.place import LIST, read_head

Follows = dict[int, list[str]]
NAMES = st.sampled_from([f"bluesky:{letter}" for letter in "abcdefghij"])
FOLLOWS = st.dictionaries(st.integers(1, 8), st.lists(NAMES, max_size=6, unique=True), max_size=8)
ADDER = Path(__file__).with_name("adder.py")


def add(where: Path, follows: Follows, read: int = 1) -> None:
    with writing(where) as writer:
        assert writer
        lists = np.zeros(len(follows), dtype=LIST)
        lists["account"], lists["read"] = list(follows), read
        lists["length"] = [len(names) for names in follows.values()]
        writer.add(lists, writer.number([name for names in follows.values() for name in names]))
        writer.commit()


def told(graph: Graph) -> Follows:
    """What the graph says, empty lists left out."""
    who, whom = graph.members(np.arange(len(graph.lists)))
    found: Follows = {}
    for place, number in zip(who.tolist(), whom.tolist(), strict=True):
        found.setdefault(int(graph.lists["account"][place]), []).append(graph.name(number))
    return found


def counted(graph: Graph) -> Counter[str]:
    counts = graph.count(np.arange(len(graph.lists)))
    return Counter({graph.name(at): int(n) for at, n in enumerate(counts) if n})


@given(runs=st.lists(FOLLOWS, max_size=4))
def test_several_runs_tell_what_one_run_does(runs: list[Follows], tmp_path_factory: pytest.TempPathFactory) -> None:
    """A list that is read anew takes the place of what it was."""
    once, often = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("often")
    last: Follows = {}
    for follows in runs:
        add(often, follows)
        last |= follows
    add(once, last)
    assert told(open_graph(often)) == told(open_graph(once)) == {who: names for who, names in last.items() if names}
    assert (
        counted(open_graph(often)) == counted(open_graph(once)) == Counter(n for names in last.values() for n in names)
    )


@given(runs=st.lists(FOLLOWS, min_size=1, max_size=4))
def test_compacting_changes_nothing_that_is_told(runs: list[Follows], tmp_path_factory: pytest.TempPathFactory) -> None:
    where = tmp_path_factory.mktemp("graph")
    for follows in runs:
        add(where, follows)
    before = open_graph(where)
    with writing(where):
        compact(where)
    after = open_graph(where)
    assert told(after) == told(before)
    assert after.head.edges == before.lists["length"].sum()
    assert len(list(where.glob("*.bin"))) == 4


@given(follows=FOLLOWS, name=NAMES)
def test_who_names_an_account(follows: Follows, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    where = tmp_path_factory.mktemp("graph")
    add(where, {who: ["bluesky:a", "bluesky:b"] for who in follows})
    add(where, follows)
    graph = open_graph(where)
    rows = graph.naming(int(graph.find([name])[0]))
    assert set(graph.lists["account"][rows].tolist()) == {who for who, names in follows.items() if name in names}


@given(follows=FOLLOWS, weights=st.lists(st.floats(0, 9), min_size=8, max_size=8))
def test_weighted_counts(follows: Follows, weights: list[float], tmp_path_factory: pytest.TempPathFactory) -> None:
    where = tmp_path_factory.mktemp("graph")
    add(where, follows)
    graph = open_graph(where)
    each = np.array([weights[account - 1] for account in graph.lists["account"]])
    found = graph.count(np.arange(len(graph.lists)), each)
    for at in range(graph.names):
        expected = sum(weights[who - 1] for who, names in follows.items() if graph.name(at) in names)
        assert found[at] == pytest.approx(expected)


def test_a_name_that_was_taken_out_is_nowhere(tmp_path: Path) -> None:
    add(tmp_path, {1: ["bluesky:maya", "bluesky:kim"], 2: ["bluesky:maya"]})
    with writing(tmp_path) as writer:
        assert writer
        writer.take_out(["bluesky:maya", "bluesky:nobody"])
        writer.commit()
    graph = open_graph(tmp_path)
    assert graph.find(["bluesky:maya", "bluesky:kim"]).tolist() == [-1, 1]
    assert told(graph) == {1: ["", "bluesky:kim"], 2: [""]}
    assert not any(b"maya" in path.read_bytes() for path in tmp_path.iterdir())
    with writing(tmp_path):
        compact(tmp_path)
    assert told(open_graph(tmp_path)) == {1: ["bluesky:kim"]}
    add(tmp_path, {3: ["bluesky:maya"]})
    assert told(open_graph(tmp_path))[3] == ["bluesky:maya"]


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    with writing(tmp_path) as first, writing(tmp_path, wait=False) as second:
        assert first
        assert second is None


def test_an_opened_graph_stays_as_it_was(tmp_path: Path) -> None:
    add(tmp_path, {1: ["bluesky:a"]})
    before = open_graph(tmp_path)
    add(tmp_path, {1: ["bluesky:b"]})
    assert told(before) == {1: ["bluesky:a"]}
    with writing(tmp_path):
        compact(tmp_path)
    assert told(before) == {1: ["bluesky:a"]}
    assert told(open_graph(tmp_path)) == {1: ["bluesky:b"]}


@pytest.mark.parametrize("content", ["", "{", '{"version": 0, "lists": 3}', '{"version": 1, "what": 2}'])
def test_a_damaged_mark_means_beginning_anew(tmp_path: Path, content: str) -> None:
    add(tmp_path, {1: ["bluesky:a"]})
    (tmp_path / "head.json").write_text(content)
    assert told(open_graph(tmp_path)) == {}
    add(tmp_path, {2: ["bluesky:b"]})
    assert told(open_graph(tmp_path)) == {2: ["bluesky:b"]}


def test_compacting_that_broke_off_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path, {1: ["bluesky:a"], 2: ["bluesky:b"]})
    add(tmp_path, {1: ["bluesky:c"]})
    with monkeypatch.context() as dying, writing(tmp_path):
        dying.setattr(Writer, "commit", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            compact(tmp_path)
    assert told(open_graph(tmp_path)) == {1: ["bluesky:c"], 2: ["bluesky:b"]}
    with writing(tmp_path):
        compact(tmp_path)
    assert told(open_graph(tmp_path)) == {1: ["bluesky:c"], 2: ["bluesky:b"]}
    assert len(list(tmp_path.glob("*.bin"))) == 4


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
def test_what_was_committed_survives_a_kill(tmp_path: Path, seconds: float) -> None:
    """A process adds without end and says what it committed; killed in the middle, all of that is whole, and adding goes
    on."""
    with subprocess.Popen([sys.executable, str(ADDER), str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(20)]
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.readlines()
    committed = int([line for line in said if line.endswith("\n")][-1])
    graph = open_graph(tmp_path)
    assert len(graph.lists) >= committed
    for account, names in told(graph).items():
        assert names == [f"bluesky:{account % 100}", f"bluesky:{account}"]
    before = read_head(tmp_path)
    add(tmp_path, {10**9: ["bluesky:new"]})
    after = told(open_graph(tmp_path))
    assert after.pop(10**9) == ["bluesky:new"]
    assert len(after) == before.lists
