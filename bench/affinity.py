"""How many of the first 50 accounts belong to the customers' niche: the ranking against plain counting, the difference of
shares and plain lift; and how long a question takes on 100 million follows.

The audiences are made by code: few accounts with very many followers, a long tail, niches among the tail; customers are
wholly, by half or by a quarter of the niche. `GROUNDSWELL_BENCH_DATA` may name a folder with `facebook_pages/` (pages that
like pages, with the type of each): there the pages of one type are the customers and the niche is that type.
"""

import csv
import os
import statistics
from pathlib import Path
from typing import Any

import follow_graph
import numpy as np

from groundswell.discovery.affinity import Counts, rank

ACCOUNTS, OTHERS, CUSTOMERS, NICHE, TOP = 20_000, 40_000, 250, 150, 50


def made(seed: int, share: float) -> tuple[Counts, set[int]]:
    chance = np.random.default_rng(seed)
    odds = np.clip(0.6 / np.arange(1, ACCOUNTS + 1) ** 0.9, 0.0003, 0.5)
    niche = chance.choice(np.arange(300, ACCOUNTS), NICHE, replace=False)
    raised = odds.copy()
    raised[niche] = np.minimum(odds[niche] * chance.lognormal(4, 0.7, NICHE), 0.4)
    fans = round(CUSTOMERS * share)
    ours = chance.binomial(fans, raised) + chance.binomial(CUSTOMERS - fans, odds)
    names = [str(at) for at in range(ACCOUNTS)]
    return Counts(names, ours, chance.binomial(OTHERS, odds), CUSTOMERS, OTHERS), set(niche.tolist())


def pages(folder: Path) -> list[tuple[Counts, set[int]]]:
    """By type: 50 of its pages are the customers, all pages the base; the niche is the type."""
    with (folder / "facebook_target.csv").open() as file:
        kinds = [row["page_type"] for row in csv.DictReader(file)]
    with (folder / "facebook_edges.csv").open() as file:
        edges = np.array([[int(row["id_1"]), int(row["id_2"])] for row in csv.DictReader(file)])
    both = np.concatenate((edges, edges[:, ::-1]))
    names = [str(at) for at in range(len(kinds))]
    whole = np.bincount(both[:, 1], minlength=len(kinds))
    found = []
    for kind in sorted(set(kinds)):
        members = np.flatnonzero(np.array(kinds) == kind)
        ours = np.random.default_rng(1).choice(members, 50, replace=False)
        by_ours = np.bincount(both[np.isin(both[:, 0], ours), 1], minlength=len(kinds))
        found.append((Counts(names, by_ours, whole, 50, len(kinds), by_ours, 50), set(members.tolist())))
    return found


def precisions(counts: Counts, niche: set[int]) -> dict[str, float]:
    ours, base = counts.by_customers / counts.customers, counts.by_base / counts.base
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = np.where(counts.by_customers > 0, ours / np.maximum(base, 1e-12), 0)
    orders = {"plain counting": ours, "difference of shares": ours - base, "plain lift": lift}
    tops = {name: np.argsort(-score, kind="stable")[:TOP].tolist() for name, score in orders.items()}
    tops["ours"] = [int(one.account) for one in rank(counts, limit=TOP).results]
    tops["ours, exclusive"] = [int(one.account) for one in rank(counts, "exclusive", TOP).results]
    return {name: sum(at in niche for at in top) / TOP for name, top in tops.items()}


def mean(cases: list[tuple[Counts, set[int]]]) -> dict[str, float]:
    found = [precisions(*case) for case in cases]
    return {name: statistics.mean(one[name] for one in found) for name in found[0]}


def run() -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for label, share in (("all customers of the niche", 1.0), ("half", 0.5), ("a quarter", 0.25)):
        figures[label] = mean([made(seed, share) for seed in range(6)])
    figures["all customers of the niche"]["met"] = figures["all customers of the niche"]["ours"] >= 0.7
    figures["a quarter"]["met"] = figures["a quarter"]["ours"] >= 0.6
    folder = os.environ.get("GROUNDSWELL_BENCH_DATA")
    if folder and (Path(folder) / "facebook_pages").exists():
        figures["pages that like pages"] = mean(pages(Path(folder) / "facebook_pages"))
    return figures | follow_graph.figures()
