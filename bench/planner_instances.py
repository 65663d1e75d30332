"""Programmes to plan: out of files of who follows whom, or made by code.

`GROUNDSWELL_BENCH_DATA` may name a folder. Taken from it: `gowalla/train.txt` (a user id, then the ids of places visited, by
line; places serve as creators), `facebook_pages/facebook_edges.csv` (id_1,id_2: pages that like each other) and every folder
in it with `candidates.csv` and `audience.csv` as `groundswell campaigns plan` takes them.
"""

import csv
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from groundswell.campaigns.planner import Audience, Candidate, Limits, Problem, build_problem
from groundswell.campaigns.planner.reading import read_audience, read_candidates

SIZE = int(os.environ.get("GROUNDSWELL_BENCH_CANDIDATES", "400"))
RATES = {"cover": (1.0, 0.0), "reach": (0.35, 0.3), "engage": (0.03, 0.5)}
BUDGETS = ((1, "0.05"), (2, "0.2"))


def sources() -> Iterator[tuple[str, Any, Any]]:
    """A name, and creators and people of all memberships, by number."""
    folder = os.environ.get("GROUNDSWELL_BENCH_DATA", "")
    found = [
        (name, *read(Path(folder) / name))
        for name, read in READERS.items()
        if folder and (Path(folder) / name).exists()
    ]
    yield from found or [("made by code", *made())]


def problems(creators: Any, people: Any, **limits: int) -> Iterator[tuple[str, Problem]]:
    """Every kind of rate with little and much money."""
    for kind, rates in RATES.items():
        for seed, budget in BUDGETS:
            yield f"{kind}, {budget}", instance(creators, people, rates, seed, budget, **limits)


def own(**limits: int) -> Iterator[tuple[str, Problem]]:
    """From the folders that hold candidates and audience, with little and much money."""
    for path in sorted(Path(os.environ.get("GROUNDSWELL_BENCH_DATA", "/nowhere")).glob("*/candidates.csv")):
        with path.open("rb") as first, (path.parent / "audience.csv").open("rb") as second:
            candidates = read_candidates(first)
            audience, _ = read_audience(second, candidates)
        for _, budget in BUDGETS:
            yield f"{path.parent.name}, {budget}", built(candidates, audience, budget, **limits)


def instance(creators: Any, people: Any, rates: tuple[float, float], seed: int, budget: str, **limits: int) -> Problem:
    """The largest audiences, priced by size with noise, in eight niches."""
    chance = np.random.default_rng(seed)
    sizes = np.bincount(creators)
    chosen = np.argsort(-sizes, kind="stable")[:SIZE]
    place = np.full(len(sizes), -1)
    place[chosen] = np.arange(SIZE)
    inside = place[creators] >= 0
    _, person = np.unique(people[inside], return_inverse=True)
    prices = np.round(sizes[chosen] ** 0.9 * chance.lognormal(0, 0.4, SIZE) * 10, 2)
    rate = np.clip(rates[0] * chance.lognormal(0, rates[1], SIZE), 0, 1)
    candidates = [
        Candidate(str(at), Decimal(str(prices[at])), float(rate[at]), "", f"n{chance.integers(8)}")
        for at in range(SIZE)
    ]
    audience = Audience.of(place[creators[inside]], person, SIZE, np.ones(int(person.max()) + 1))
    return built(candidates, audience, budget, **limits)


def built(candidates: list[Candidate], audience: Audience, budget: str, **limits: int) -> Problem:
    """`budget` is a share of what all cost."""
    money = (sum((one.price for one in candidates), Decimal(0)) * Decimal(budget)).quantize(Decimal("0.01"))
    return build_problem(candidates, audience, Limits(money, **limits))  # type: ignore[arg-type]  # counts


def gowalla(path: Path) -> tuple[Any, Any]:
    lines = [list(map(int, line.split())) for line in path.read_text().splitlines()]
    people = np.concatenate([np.full(len(line) - 1, line[0]) for line in lines if line])
    return np.concatenate([np.array(line[1:], dtype=np.int64) for line in lines]), people


def pages(path: Path) -> tuple[Any, Any]:
    edges = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.int64)
    return np.concatenate((edges[:, 0], edges[:, 1])), np.concatenate((edges[:, 1], edges[:, 0]))


READERS = {"gowalla/train.txt": gowalla, "facebook_pages/facebook_edges.csv": pages}


def made() -> tuple[Any, Any]:
    chance = np.random.default_rng(3)
    home = chance.integers(0, 40, 60_000)
    creators, people = [], []
    for one in range(4_000):
        size = int(np.clip(chance.lognormal(4, 1), 5, 8_000))
        odds = np.where(home == one % 40, 12.0, 1.0)
        creators.append(np.full(size, one))
        people.append(chance.choice(60_000, size, replace=False, p=odds / odds.sum()))
    return np.concatenate(creators), np.concatenate(people)


def write_files(problem: Problem, folder: Path) -> None:
    """The two files that `groundswell campaigns plan` takes."""
    with (folder / "candidates.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "price", "engagement_rate", "platform", "niche"))
        rows.writerows((one.id, one.price, one.rate, one.platform, one.niche) for one in problem.candidates)
    with (folder / "audience.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("candidate", "person"))
        for at, one in enumerate(problem.candidates):
            rows.writerows((one.id, int(person)) for person in problem.audience.followers(at))
