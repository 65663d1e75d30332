"""Audiences: error, coverage and width of the share of women, places, and profiles a second; naive ways in the same run.

Audiences are drawn from the calibration counts: `fitting`, the estimate knows the audience's domain; `unseen`, it does
not. The peers count likely names (the table's share of women is at least one half) or average the names' shares, each
with a binomial interval. Places: the house's own list, and the 500 locations of local-geocode where
`GROUNDSWELL_BENCH_DATA` names a folder with geocode_bench/benchmark_data.csv.
"""

import ast
import csv
import os
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

AUDIENCES, SIZE = 600, 1000
PEOPLE = 5_000
MIDDLES = np.array([0.005, 0.06, 0.2, 0.4, 0.6, 0.8, 0.94, 0.995])  # of the bins
Interval = tuple[float, float, float]


def run() -> dict[str, Any]:
    figures: dict[str, Any] = {kind: women(unseen=kind == "unseen") for kind in ("fitting", "unseen")}
    figures["places"] = {"own list": places(own_places())}
    if folder := os.environ.get("GROUNDSWELL_BENCH_DATA"):
        rows = (Path(folder) / "geocode_bench/benchmark_data.csv").read_text("utf-8").splitlines()
        figures["places"]["local-geocode's 500"] = places(list(labelled(rows)))
    figures["speed"] = speed()
    ours, unseen = figures["fitting"]["ours"], figures["unseen"]["ours"]
    judged = list(figures["places"].values())
    figures["met"] = {
        "error at most .02 where it fits": ours["error"] <= 0.02,
        "error at most .04 on unseen domains": unseen["error"] <= 0.04,
        "95 % intervals cover .92 to .98": 0.92 <= ours["covered"] <= 0.98,
        "95 % intervals cover .90 on unseen domains": unseen["covered"] >= 0.9,
        "places .90 right at .80 found": all(one["precision"] >= 0.9 and one["recall"] >= 0.8 for one in judged),
    }
    return figures


def women(*, unseen: bool) -> dict[str, dict[str, float]]:
    """Mean error, coverage and mean width over simulated audiences, ours and the peers' on the same ones."""
    from groundswell.creators.audience.gender import calibration, estimate_women

    domains, draws = calibration(), np.random.default_rng(5)
    found: dict[str, list[tuple[float, bool, float]]] = {"ours": [], "counting names": [], "averaging names": []}
    for number in range(AUDIENCES):
        at, truth = number % len(domains), draws.uniform()
        bins = drawn(domains[at], truth, draws)
        estimate = estimate_women(bins, np.delete(domains, at, axis=0) if unseen else None)
        assert estimate is not None
        told: dict[str, Interval] = {
            "ours": (estimate.share, estimate.low, estimate.high),
            "counting names": binomial(bins[4:].sum() / SIZE),
            "averaging names": binomial(float(bins @ MIDDLES) / SIZE),
        }
        for name, (share, low, high) in told.items():
            found[name].append((abs(share - truth), low <= truth <= high, high - low))
    return {
        name: dict(zip(("error", "covered", "width"), np.mean(rows, axis=0).round(4).tolist(), strict=True))
        for name, rows in found.items()
    }


def drawn(domain: Any, share: float, draws: Any) -> Any:
    chances = domain / domain.sum(axis=1, keepdims=True)
    count = draws.binomial(SIZE, share)
    return draws.multinomial(count, chances[0]) + draws.multinomial(SIZE - count, chances[1])


def binomial(share: float) -> Interval:
    half = 1.96 * (share * (1 - share) / SIZE) ** 0.5
    return share, share - half, share + half


def own_places() -> list[tuple[str, frozenset[str]]]:
    from groundswell.creators.tests.test_audience_places import NOWHERE, PLACES

    known = [(text, frozenset({place[:2]})) for text, place in PLACES.items()]
    return known + [(text, frozenset()) for text in NOWHERE]


def labelled(rows: Iterable[str]) -> Iterable[tuple[str, frozenset[str]]]:
    for text, truth in list(csv.reader(rows))[1:]:
        countries = [] if truth == "[nan]" else ast.literal_eval(truth)
        yield text, frozenset("GB" if code == "UK" else code for code in countries)


def places(truths: list[tuple[str, frozenset[str]]]) -> dict[str, float]:
    """Precision among those told, recall among those that name a place, and microseconds each."""
    from groundswell.creators.audience.places import place_of

    place_of("warm")
    place_of.cache_clear()
    start = time.process_time()
    told = [(place.country if (place := place_of(text)) else "", wanted) for text, wanted in truths]
    each = (time.process_time() - start) / len(truths) * 1e6
    right = sum(country in wanted for country, wanted in told)
    return {
        "precision": round(right / sum(bool(country) for country, _ in told), 4),
        "recall": round(right / sum(bool(wanted) for _, wanted in told), 4),
        "microseconds": round(each, 1),
    }


def speed() -> dict[str, float]:
    """Profiles a second of CPU, whole and without the language."""
    from groundswell.creators.audience.follower import Follower
    from groundswell.creators.audience.tally import Tally

    chance = random.Random(7)
    words = [
        "runner",
        "coffee",
        "books",
        "design",
        "mountains",
        "Berlin",
        "music",
        "writer",
        "photography",
        "travel",
        "since",
        "friends",
        "every",
        "day",
    ]
    people = [
        Follower(
            name=f"{chance.choice(('Maria', 'John', 'Aiko', 'Ömer', '🦄'))} {number}",
            bio=" ".join(chance.choices(words, k=12)),
            location=chance.choice(("Berlin", f"Town {number}, TX", "earth", "Lagos, Nigeria", "")),
            language=chance.choice(("", "en")),
        )
        for number in range(PEOPLE)
    ]

    def rate(of: Callable[[Follower], Follower]) -> float:
        tally = Tally()
        tally.add(people[0], 2026)
        start = time.process_time()
        for person in people:
            tally.add(of(person), 2026)
        return round(PEOPLE / (time.process_time() - start))

    known = [Follower(one.name, one.bio, one.location, "", "en") for one in people]
    by_name = {id(person): told for person, told in zip(people, known, strict=True)}
    return {"profiles a second": rate(lambda one: one), "with the language told": rate(lambda one: by_name[id(one)])}


if __name__ == "__main__":
    print(run())
