"""The follow graph on 100 million follows, and beside pandas and NetworkX on a million, each in a process of its own.

Made by code from a seed: two million people follow 50 accounts each out of a million, few of which most people follow. Names
are text, as a network tells them.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

EACH, SMALL, BLOCK = 50, 20_000, 40_000
PEOPLE, ACCOUNTS, CUSTOMERS, TOP = 2_000_000, 1_000_000, 10_000, 50
CALL = "import json, sys, follow_graph; print(json.dumps(getattr(follow_graph, sys.argv[1])(*map(int, sys.argv[3:]), sys.argv[2])))"


def figures() -> dict[str, Any]:
    """CPU seconds, bytes, and peak megabytes of a process that did nothing else."""
    with tempfile.TemporaryDirectory() as where:
        large = {"built": _alone("build", f"{where}/large", PEOPLE), "asked": _alone("ask", f"{where}/large", PEOPLE)}
        shutil.rmtree(f"{where}/large")
        small = {"ours": _alone("build", f"{where}/small", SMALL) | _alone("ask", f"{where}/small", SMALL)}
        small |= {peer: _alone(peer, where, SMALL) for peer in ("pandas", "networkx")}
    ratios = {
        f"{peer} takes, times ours": {
            name: small[peer][name] / max(small["ours"][name], 1e-4)
            for name in ("build", "count all", "alike", "peak MB")
        }
        for peer in ("pandas", "networkx")
    }
    return {"100 M follows": large, "1 M follows": small | ratios}


def build(people: int, where: str) -> dict[str, float]:
    """Numbering the names, adding the lists, committing every two million follows."""
    from groundswell.discovery.graph.place import LIST
    from groundswell.discovery.graph.writing import writing

    spent = 0.0
    with writing(Path(where)) as writer:
        assert writer
        for begin in range(0, people, BLOCK):
            size = min(BLOCK, people - begin)
            followed = names(begin, size)
            began = time.process_time()
            lists = np.zeros(size, dtype=LIST)
            lists["account"], lists["read"], lists["length"] = np.arange(begin, begin + size) + 1, 1, EACH
            lists["platform"], lists["country"] = b"bluesky", np.where(np.arange(size) % 3 == 0, b"DE", b"US")
            writer.add(lists, writer.number(followed))
            writer.commit()
            spent += time.process_time() - began
    size = sum(path.stat().st_size for path in Path(where).iterdir())
    return {"build": spent, "bytes": size, "bytes a follow": size / people / EACH, "build peak MB": peak()}


def ask(people: int, where: str) -> dict[str, float]:
    """Opening, counting all, 10,000 customers' question (against a background matched by country, first and again), and
    the accounts that the same people follow."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.config.settings"
    django.setup()
    from groundswell.discovery.affinity import rank
    from groundswell.discovery.customers.affinity import counts_of
    from groundswell.discovery.customers.background import others
    from groundswell.discovery.graph import open_graph

    found: dict[str, float] = {}
    with Spent(found, "open"):
        graph = open_graph(Path(where))
        rows = np.arange(len(graph.lists))
        graph.find([])
    with Spent(found, "count all"):
        graph.count(rows)
    ours = customers()
    for label in ("question, first", "question, again"):
        with Spent(found, label):
            base = others(graph, "bluesky", ours.people.values())
            rank(counts_of(ours, base, set()), limit=TOP)
    found["accounts ranked"] = len(ours.accounts)
    with Spent(found, "alike"):
        graph.count(graph.naming(int(graph.find([name(ACCOUNTS // 2000)])[0])))
    return found | {"peak MB": peak()}


def pandas(people: int, _: str) -> dict[str, float]:
    """A frame of two columns of text."""
    import pandas as pd

    follows, found = pairs(people), dict[str, float]()
    with Spent(found, "build"):
        frame = pd.DataFrame(follows, columns=["follower", "followed"])
    with Spent(found, "count all"):
        frame["followed"].value_counts()
    with Spent(found, "alike"):
        same = frame.loc[frame["followed"] == name(ACCOUNTS // 2000), "follower"]
        frame.loc[frame["follower"].isin(same), "followed"].value_counts()
    return found | {"peak MB": peak()}


def networkx(people: int, _: str) -> dict[str, float]:
    """A directed graph."""
    import networkx as nx

    follows, found = pairs(people), dict[str, float]()
    with Spent(found, "build"):
        graph = nx.DiGraph()
        graph.add_edges_from(follows)
    with Spent(found, "count all"):
        dict(graph.in_degree())
    with Spent(found, "alike"):
        Counter(other for who in graph.predecessors(name(ACCOUNTS // 2000)) for other in graph.successors(who))
    return found | {"peak MB": peak()}


class Spent:
    """CPU seconds of what stands under it, into `found[label]`."""

    def __init__(self, found: dict[str, float], label: str) -> None:
        self.found, self.label = found, label

    def __enter__(self) -> None:
        self.began = time.process_time()

    def __exit__(self, *_: object) -> None:
        self.found[self.label] = time.process_time() - self.began


def numbers(seed: int, people: int) -> Any:
    """Of each person 50 accounts, small numbers far more often."""
    drawn = np.random.default_rng(seed).random((people, EACH), dtype=np.float32)
    return np.minimum(ACCOUNTS * drawn**3, ACCOUNTS - 1).astype(np.int32)


def name(number: int) -> str:
    return f"bluesky:account{number}.example"


def names(begin: int, people: int) -> list[str]:
    return [name(number) for number in numbers(begin, people).ravel().tolist()]


def pairs(people: int) -> list[tuple[str, str]]:
    """The same follows as `build` adds, where they are one block."""
    return [(f"p{at // EACH}", followed) for at, followed in enumerate(names(0, people))]


def customers() -> Any:
    from groundswell.discovery.customers.lists import CustomerLists

    followed, whom = np.unique(numbers(-1 % 2**32, CUSTOMERS), return_inverse=True)
    both = np.unique(np.repeat(np.arange(CUSTOMERS), EACH) * len(followed) + whom.ravel())
    people = {f"c{at}": ("DE" if at % 4 else "US", "") for at in range(CUSTOMERS)}
    accounts = [name(number) for number in followed.tolist()]
    return CustomerLists("bluesky", people, accounts, both // len(followed), both % len(followed))


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(what: str, where: str, people: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", CALL, what, where, str(people)], capture_output=True, text=True, check=True
    )
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told
