"""Small and middling programmes made by code, and the best set by trying all."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from math import prod
from typing import Any

import numpy as np

from groundswell.campaigns.planner import Audience, Candidate, Limits, Problem, build_problem

People = Sequence[Sequence[int]]


def audience_of(follows: People, weight: Sequence[float]) -> Audience:
    """`follows[i]` are the people who follow candidate i."""
    owners = [owner for owner, people in enumerate(follows) for _ in people]
    return Audience.of(owners, [one for people in follows for one in people], len(follows), weight)


def candidates_of(
    prices: Sequence[Any], rates: Sequence[float], niches: str = "", platforms: str = ""
) -> list[Candidate]:
    """Candidates c0, c1, …; niches and platforms are one letter each."""
    return [
        Candidate(f"c{at}", Decimal(str(price)), rate, platforms[at : at + 1], niches[at : at + 1])
        for at, (price, rate) in enumerate(zip(prices, rates, strict=True))
    ]


def value_of(problem: Problem, chosen: Sequence[int]) -> float:
    """The objective as it is written down: by person, the weight times the chance that somebody chosen engages them."""
    total = 0.0
    for person, weight in enumerate(problem.audience.weight):
        follows = [one for one in chosen if person in problem.audience.followers(one)]
        total += weight * (1 - prod(1 - problem.candidates[one].rate for one in follows))
    return float(total)


def within(problem: Problem, chosen: Sequence[int]) -> bool:
    """Whether the set keeps all limits, counted the long way."""
    limits, names = problem.limits, [problem.candidates[one].id for one in chosen]
    niches = [problem.candidates[one].niche for one in chosen]
    platforms = [problem.candidates[one].platform for one in chosen]
    return (
        sum(problem.candidates[one].price for one in chosen) <= limits.budget
        and (limits.max_creators is None or len(chosen) <= limits.max_creators)
        and set(limits.require) <= set(names)
        and not set(limits.exclude) & set(names)
        and all(niches.count(niche) >= limits.min_per_niche for niche in problem.niches)
        and (limits.max_per_niche is None or all(niches.count(n) <= limits.max_per_niche for n in problem.niches))
        and (limits.max_per_platform is None or all(platforms.count(p) <= limits.max_per_platform for p in platforms if p))
        and all(len(set(clash) & set(names)) <= 1 for clash in limits.clashes)
    )  # fmt: skip


def best_of_all(problem: Problem) -> float | None:
    """The best value of any set within the limits, of those open and with those required; None when there is none."""
    places, required = np.flatnonzero(problem.allowed).tolist(), set(problem.required.tolist())
    sets = (chosen for count in range(len(places) + 1) for chosen in combinations(places, count))
    sets = (chosen for chosen in sets if required <= set(chosen))
    values = [value_of(problem, chosen) for chosen in sets if within(problem, chosen)]
    return max(values, default=None)


def programme(seed: int, *, size: int = 120, people: int = 3_000, sure: bool = False, **limits: Any) -> Problem:
    """Candidates with log-normal audiences around a topic of their own niche, priced about by their size."""
    chance = np.random.default_rng(seed)
    niche = chance.integers(0, 4, size)
    home = chance.integers(0, 4, people)
    counts = np.clip(chance.lognormal(4, 0.8, size), 5, people / 3).astype(int)
    follows = []
    for at in range(size):
        odds = np.where(home == niche[at], 4.0, 1.0)
        follows.append(chance.choice(people, counts[at], replace=False, p=odds / odds.sum()).tolist())
    prices = np.round(counts**0.9 * chance.lognormal(0, 0.4, size), 2)
    rates = np.ones(size) if sure else np.clip(chance.lognormal(-3, 0.6, size), 0.001, 1)
    candidates = candidates_of(prices.tolist(), rates.tolist(), "".join("abcd"[one] for one in niche))
    budget = Decimal(str(round(float(prices.sum()) / 10, 2)))
    return build_problem(candidates, audience_of(follows, np.ones(people).tolist()), Limits(budget, **limits))
