"""Exchanges: takes one out, brings the best other in, and fills what money is left."""

import numpy as np

from groundswell.campaigns.planner.audience import Ints
from groundswell.campaigns.planner.greedy import Draft, fill, weighed
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Problem

ENOUGH = 60_000_000  # memberships looked at: where the time ends and not the gains
NEAR = 2_000  # candidates that may come in
BETTER = 1e-9  # relative: less is rounding


def improve(draft: Draft) -> None:
    """Makes a draft better in place; it never becomes worse."""
    problem = draft.problem
    pool = Pool(problem.audience, _likely(draft))
    effort = max(len(pool.people), 1)
    budget, again = ENOUGH, True
    while again and budget > 0:
        again = False
        for one in sorted(draft.chosen, key=lambda at: _loss(draft, at) / max(int(problem.price[at]), 1)):
            if one in problem.required or one not in draft.chosen:
                continue
            budget -= 2 * effort
            again |= _replace(draft, one, pool)
            if budget <= 0:
                break


def _replace(draft: Draft, out: int, pool: Pool) -> bool:
    """Whether taking `out` away for the best other, or for several, made the set better."""
    problem, before, kept = draft.problem, draft.coverage.value, list(draft.chosen)
    draft.remove(out)
    gains = problem.rate[pool.candidates] * pool.sums(draft.coverage.left)
    gains[~draft.room.open(pool.candidates)] = -1.0
    gains[pool.candidates == out] = -1.0
    best = int(np.argmax(gains)) if len(gains) else 0
    floor = before * (1 + BETTER)
    if len(gains) and gains[best] >= 0 and draft.coverage.value + gains[best] > floor:
        draft.add(int(pool.candidates[best]))
        fill(draft, weighed(problem, 0.0), pool.candidates, gains)
    else:
        some = gains > 0
        fill(draft, weighed(problem, 0.0), pool.candidates[some], gains[some])
    # Whoever came in may stand where a niche that lacks somebody needed the place on its network.
    if draft.coverage.value > floor and not draft.room.lacking():
        return True
    for one in set(draft.chosen) - set(kept):
        draft.remove(one)
    draft.add(out)
    return False


def _loss(draft: Draft, one: int) -> float:
    left = draft.coverage.left[draft.problem.audience.followers(one)].sum()
    missed = 1 - draft.problem.rate[one]
    return float(left / missed * draft.problem.rate[one]) if missed > 0 else float("inf")


def _likely(draft: Draft) -> Ints:
    """Those who may come in: all of them where they are few, else the best by gain and by gain per price."""
    problem = draft.problem
    open_ = np.flatnonzero(problem.allowed)
    if len(open_) <= NEAR:
        return open_
    gains = problem.rate * Pool(problem.audience, np.arange(problem.size)).sums(draft.coverage.left)
    by_price = gains / np.maximum(problem.price, 1)
    best = [open_[np.argsort(-by[open_], kind="stable")[: NEAR // 2]] for by in (gains, by_price)]
    return np.unique(np.concatenate([*best, np.array(draft.chosen, dtype=np.int64)]))


def losses(problem: Problem, chosen: list[int]) -> list[float]:
    """By creator of the set, what it would lose without them: their marginal value."""
    draft = Draft(problem, chosen)
    whole, found = draft.coverage.value, []
    for one in chosen:
        draft.coverage.remove(one)
        found.append(max(0.0, whole - draft.coverage.value))
        draft.coverage.add(one)
    return found
