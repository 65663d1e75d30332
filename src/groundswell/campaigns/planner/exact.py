"""The best set by integer programming (HiGHS), or how good it can be at most when time runs out."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from groundswell.campaigns.planner.bounds import exponents
from groundswell.campaigns.planner.problem import Floats, Ints, Mask, Problem

CANDIDATES = 2_000
ENTRIES = 1_500_000  # a larger programme does not get past its first relaxation in the time
LEVELS = 5  # tangents by person, at so many followed creators
SAFETY = 1e-7  # relative: what the solver's own tolerances may hide


@dataclass(frozen=True)
class Solved:
    """`chosen` may be None where time ran out first; `bound` holds all the same."""

    chosen: list[int] | None
    bound: float


@dataclass(frozen=True)
class Rows:
    """Rows of the programme, one after another: `low` ≤ sum of value × column ≤ `high`; `lengths` by row."""

    columns: Ints
    values: Floats
    lengths: Ints
    low: Floats
    high: Floats


@dataclass(frozen=True)
class People:
    """People alike: those who follow the same candidates, together. CSR over candidates."""

    starts: Ints
    follows: Ints
    weight: Floats


@dataclass(frozen=True)
class Tangent:
    """Engaged ≤ offset + slope × sum of the factors of those chosen; slope and offset by kind of people, factor by
    candidate."""

    slope: Floats
    offset: Floats
    factor: Floats


def solvable(problem: Problem) -> bool:
    """Whether the programme is small enough for HiGHS to be of use."""
    return int(problem.allowed.sum()) <= CANDIDATES and len(problem.audience.people) <= ENTRIES


def solve(problem: Problem, start: Sequence[int], seconds: float) -> Solved:
    """Maximises within `seconds`, warm from `start`. The chance that a person engages is held below tangents of
    1 - exp(-sum), so the bound holds for the true objective too."""
    people, alone = alike(problem)
    model = _model(problem, people, alone)
    solver = _solver(model, seconds)
    solution = highspy.HighsSolution()
    solution.col_value = _start(problem, people, start).tolist()
    solver.setSolution(solution)
    solver.run()
    info = solver.getInfo()
    bound = float(info.mip_dual_bound) * (1 + SAFETY)
    return Solved(_chosen(solver, problem.size), bound if np.isfinite(bound) else float("inf"))


def cheapest(problem: Problem) -> list[int] | None:
    """The cheapest set within all limits but the budget's; None when there is none."""
    model = highspy.HighsLp()
    rows = _limits(problem)
    _set_columns(model, problem, 0, -problem.price / max(problem.budget, 1), np.empty(0))
    _set_rows(model, rows)
    solver = _solver(model, 10.0)
    solver.run()
    return _chosen(solver, problem.size)


def alike(problem: Problem) -> tuple[People, Floats]:
    """People who follow two candidates or more, merged where they follow the same; and by candidate the weight of those
    who follow nobody else."""
    audience = problem.audience
    owner = np.repeat(np.arange(problem.size), audience.sizes)
    live = problem.allowed[owner] & (problem.rate[owner] > 0)
    owner, people = owner[live], audience.people[live]
    degree = np.bincount(people, minlength=len(audience.weight))
    single = degree[people] == 1
    alone = _sums(owner[single], audience.weight[people[single]], problem.size)
    owner, people = owner[~single], people[~single]
    marks = np.random.default_rng(20240901).integers(0, 2**62, problem.size, dtype=np.uint64)
    key = np.zeros(len(audience.weight), dtype=np.uint64)
    np.add.at(key, people, marks[owner])
    several = np.flatnonzero(degree > 1)
    _, first, kind = np.unique(key[several], return_index=True, return_inverse=True)
    weight = _sums(kind, audience.weight[several], len(first))
    one_of_each = several[first]
    number = np.full(len(audience.weight), -1, dtype=np.int64)
    number[one_of_each] = np.arange(len(one_of_each))
    kept = number[people] >= 0
    group, follows = number[people[kept]], owner[kept]
    order = np.lexsort((follows, group))
    starts = np.searchsorted(group[order], np.arange(len(one_of_each) + 1))
    return People(starts, follows[order], weight), alone


def _sums(places: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(places, weights=values, minlength=size).astype(np.float64)


def _model(problem: Problem, people: People, alone: Floats) -> highspy.HighsLp:
    model, count = highspy.HighsLp(), len(people.weight)
    # In shares of the budget, so that the solver's tolerance does not depend on the currency.
    money = _row(np.arange(problem.size), problem.price / problem.budget, -np.inf, 1.0)
    rows = [*_limits(problem), money, *(_below(problem.size, people, line) for line in _tangents(problem, people))]
    _set_columns(model, problem, count, problem.rate * alone, people.weight)
    _set_rows(model, rows)
    return model


def _limits(problem: Problem) -> list[Rows]:
    rows = [_row(g.members, np.ones(len(g.members)), float(g.low), float(g.high)) for g in problem.groups]
    if problem.most < problem.size:
        rows.append(_row(np.arange(problem.size), np.ones(problem.size), 0.0, float(problem.most)))
    return rows


def _row(columns: Ints, values: Floats, low: float, high: float) -> Rows:
    return Rows(columns, values, np.array([len(columns)]), np.array([low]), np.array([high]))


def _tangents(problem: Problem, people: People) -> list[Tangent]:
    count = len(people.weight)
    if (problem.rate[problem.allowed] >= 1.0).all():
        return [Tangent(np.ones(count), np.zeros(count), np.ones(problem.size))]
    factor = exponents(problem.rate)
    degree = np.diff(people.starts)
    sums = np.add.reduceat(factor[people.follows], people.starts[:-1]) if count else np.zeros(0)
    mean = sums / np.maximum(degree, 1)
    found: list[Tangent] = []
    for level in range(LEVELS):
        at = np.minimum(level * mean, sums)
        found.append(Tangent(np.exp(-at), -np.expm1(-at) - at * np.exp(-at), factor))
    return found


def _below(first: int, people: People, line: Tangent) -> Rows:
    """Rows: engaged - slope × sum ≤ offset, one by kind of people."""
    degree, count = np.diff(people.starts), len(people.weight)
    inside = -line.factor[people.follows] * np.repeat(line.slope, degree)
    at = people.starts[1:]
    columns = np.insert(people.follows, at, first + np.arange(count))
    values = np.insert(inside, at, np.ones(count))
    return Rows(columns, values, degree + 1, np.full(count, -np.inf), line.offset)


def _set_columns(model: highspy.HighsLp, problem: Problem, people: int, worth: Floats, weight: Floats) -> None:
    size = problem.size
    low, high = np.zeros(size), problem.allowed.astype(np.float64)
    low[problem.required] = 1.0
    model.num_col_ = size + people
    model.col_cost_ = np.concatenate((worth, weight))
    model.col_lower_ = np.concatenate((low, np.zeros(people)))
    model.col_upper_ = np.concatenate((high, np.ones(people)))
    whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * size + [part] * people
    model.sense_ = highspy.ObjSense.kMaximize


def _set_rows(model: highspy.HighsLp, rows: Sequence[Rows]) -> None:
    lengths = np.concatenate([np.zeros(1, dtype=np.int64), *(part.lengths for part in rows)])
    model.num_row_ = len(lengths) - 1
    model.row_lower_ = np.concatenate([np.empty(0), *(part.low for part in rows)])
    model.row_upper_ = np.concatenate([np.empty(0), *(part.high for part in rows)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum(lengths).astype(np.int32)
    model.a_matrix_.index_ = np.concatenate([np.empty(0), *(part.columns for part in rows)]).astype(np.int32)
    model.a_matrix_.value_ = np.concatenate([np.empty(0), *(part.values for part in rows)])


def _solver(model: highspy.HighsLp, seconds: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the package types only its core
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 1e-6)
    solver.passModel(model)
    return solver


def _start(problem: Problem, people: People, chosen: Sequence[int]) -> Floats:
    """The programme's columns at a set; everybody's chance as the tangents allow it is left to the solver."""
    taken: Mask = np.zeros(problem.size, dtype=np.bool_)
    taken[list(chosen)] = True
    missed = np.where(taken, 1.0 - problem.rate, 1.0)
    left = np.multiply.reduceat(missed[people.follows], people.starts[:-1]) if len(people.weight) else np.zeros(0)
    return np.concatenate((taken.astype(np.float64), 1.0 - left))


def _chosen(solver: highspy.Highs, size: int) -> list[int] | None:
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = np.array(solver.getSolution().col_value[:size])
    return [int(one) for one in np.flatnonzero(values > 0.5)]
