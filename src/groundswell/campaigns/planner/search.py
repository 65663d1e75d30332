"""Looks for a better set around the best one known: some go at random, and the places are filled anew."""

from collections.abc import Sequence
from time import monotonic

import numpy as np

from groundswell.campaigns.planner.audience import Ints
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import BETTER, improve
from groundswell.campaigns.planner.greedy import Draft, fill, weighed
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Problem

WORSE = 2e-4  # relative: what a set from which the search goes on may lack
RETURN = 25  # attempts after which it goes back to the best
PATIENCE = 60  # attempts in vain: a small programme is searched through long before its time ends
GONE = (2, 9)  # how many go at least, and how many stay at least below
BARRED = 0.6  # the chance of one who went not to come back at once
NOISE = 0.1
PLACES = (0.0, 0.0, 0.2, 0.5, 1.0)  # of the mean money per place: what a place is taken to cost


def search(problem: Problem, chosen: Sequence[int], until: float) -> list[int]:
    """The best set met until `until` of time.monotonic: `chosen`, or a better one."""
    chance = np.random.default_rng(20240902)
    pool = Pool(problem.audience, np.flatnonzero(problem.allowed))
    best = at = sorted(chosen)
    value = there = Coverage(problem, best).value
    attempt = since = 0
    while monotonic() < until and since < PATIENCE and set(best) - set(problem.required.tolist()):
        attempt, since = attempt + 1, since + 1
        draft = _shaken(problem, at, pool, chance)
        improve(draft)
        found = draft.coverage.value
        if draft.room.lacking():
            continue
        if found >= there * (1 - WORSE):
            at, there = sorted(draft.chosen), found
        if found > value * (1 + BETTER):
            best, value, since = at, found, 0
        if attempt % RETURN == 0:
            at, there = best, value
    return best


def _shaken(problem: Problem, chosen: Sequence[int], pool: Pool, chance: np.random.Generator) -> Draft:
    draft = Draft(problem, chosen)
    gone = _leaving(problem, chosen, chance)
    for one in gone:
        draft.remove(int(one))
    barred = gone[chance.random(len(gone)) < BARRED]
    draft.room.free[barred] = False
    place = float(chance.choice(PLACES)) * problem.budget / max(len(chosen), 1)
    cost = weighed(problem, place) * chance.lognormal(0, NOISE, problem.size)
    fill(draft, cost, pool.candidates, problem.rate[pool.candidates] * pool.sums(draft.coverage.left))
    draft.room.free[barred] = problem.allowed[barred]
    return draft


def _leaving(problem: Problem, chosen: Sequence[int], chance: np.random.Generator) -> Ints:
    """Some at random, half of the time those who share followers with one of them."""
    free = np.setdiff1d(np.array(chosen, dtype=np.int64), problem.required)
    count = min(int(chance.integers(*GONE)), len(free))
    if chance.random() < 0.5:
        return chance.choice(free, count, replace=False)
    audience = problem.audience
    near = np.zeros(len(audience.weight))
    near[audience.followers(int(chance.choice(free)))] = 1.0
    shared = Pool(audience, free).sums(near) / np.sqrt(audience.sizes[free] + 1) * chance.random(len(free))
    return free[np.argsort(-shared, kind="stable")[:count]]
