"""Lazy greedy by gain per price, with a price on each place where places are scarce."""

import heapq
from collections.abc import Iterable

import numpy as np

from groundswell.campaigns.planner.audience import Floats, Ints
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.room import Room

# Of the mean money per place: what a place is taken to cost beside the price (infinite: gain alone counts).
PLACE_PRICES = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 20.0, float("inf"))
MUCH = 3_000_000  # memberships from which only the ends of the scale are tried


class Draft:
    """A set in the making: what it reaches and what still fits."""

    def __init__(self, problem: Problem, chosen: Iterable[int]) -> None:
        chosen = [int(one) for one in chosen]
        self.problem, self.coverage, self.room = problem, Coverage(problem, chosen), Room(problem, chosen)

    @property
    def chosen(self) -> list[int]:
        return self.room.chosen

    def add(self, candidate: int) -> None:
        self.coverage.add(candidate)
        self.room.add(candidate)

    def remove(self, candidate: int) -> None:
        self.coverage.remove(candidate)
        self.room.remove(candidate)


def weighed(problem: Problem, place_price: float) -> Floats:
    """What each candidate takes of what is scarce: price and place, in any unit."""
    if place_price == float("inf"):
        return np.ones(problem.size)
    cost: Floats = np.maximum(problem.price + place_price, 1.0)
    return cost


def fill(draft: Draft, cost: Floats, candidates: Ints, gains: Floats) -> None:
    """Adds the best by gain per `cost` until nothing fits. `gains` are by candidate and may be too high: a gain only
    falls as others are added, so one is worked out anew only when it comes to the top (Minoux 1978)."""
    # No candidate has a worthless place in a plan, except where a niche lacks some.
    heap = [(-gains[at] / cost[one], int(one)) for at, one in enumerate(candidates) if draft.room.free[one]]
    heapq.heapify(heap)
    room, coverage = draft.room, draft.coverage
    while heap and len(room.chosen) < draft.problem.most:
        _, one = heap[0]
        if not room.fits(one):
            heapq.heappop(heap)
            continue
        fresh = -coverage.gain(one) / cost[one]
        heapq.heapreplace(heap, (fresh, one))
        if heap[0][1] != one:
            continue
        heapq.heappop(heap)
        if fresh < 0 or room.lacking():
            draft.add(one)


def greedy(problem: Problem, start: Iterable[int], place_price: float, pool: Pool, gains: Floats) -> Draft:
    """One pass from a starting set."""
    draft = Draft(problem, start)
    fill(draft, weighed(problem, place_price), pool.candidates, gains)
    return draft


def first_gains(problem: Problem, pool: Pool) -> Floats:
    """What each of the pool would bring alone; where everybody weighs the same, nobody need be looked at."""
    weight = problem.audience.weight
    alike = len(weight) > 0 and weight.min() == weight.max()
    sums = problem.audience.sizes[pool.candidates] * weight[0] if alike else pool.sums(weight)
    gains: Floats = problem.rate[pool.candidates] * sums
    return gains


def best_greedy(problem: Problem, start: list[int], pool: Pool) -> tuple[Draft, float]:
    """The best over prices of a place, and the value of plain gain per price that it starts from."""
    gains = first_gains(problem, pool)
    plain = greedy(problem, start, 0.0, pool, gains)
    best, value, first = plain, plain.coverage.value, plain.coverage.value
    scale = problem.budget / min(problem.most, max(len(plain.chosen), 1))
    for share in PLACE_PRICES[-1:] if len(pool.people) > MUCH else PLACE_PRICES[1:]:
        draft = greedy(problem, start, share * scale, pool, gains)
        if draft.coverage.value > value:
            best, value = draft, draft.coverage.value
    return best, first
