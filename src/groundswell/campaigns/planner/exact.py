"""The best set by integer programming (HiGHS), or how good it can be at most when time runs out."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from groundswell.campaigns.planner.alike import People, alike
from groundswell.campaigns.planner.audience import Floats
from groundswell.campaigns.planner.model import least_spent, most_engaged
from groundswell.campaigns.planner.problem import Mask, Problem

CANDIDATES = 2_000
ENTRIES = 1_500_000
NONZEROS = 120_000  # of the solver's matrix: a larger one does not get past its first relaxation in the time
SAFETY = 1e-7  # relative: what the solver's own tolerances may hide


@dataclass(frozen=True)
class Solved:
    """`chosen` may be None where time ran out first; `bound` holds all the same."""

    chosen: list[int] | None
    bound: float


def solvable(problem: Problem) -> bool:
    """Whether the programme is small enough for a longer look to be of use."""
    return int(problem.allowed.sum()) <= CANDIDATES and len(problem.audience.people) <= ENTRIES


def solve(problem: Problem, start: Sequence[int], seconds: float) -> Solved:
    """Maximises within `seconds`, warm from `start`. The chance that a person engages is held below tangents of
    1 - exp(-sum), so the bound holds for the true objective too. A programme that is too large is not begun."""
    people, alone = alike(problem)
    model = most_engaged(problem, people, alone)
    if len(model.a_matrix_.value_) > NONZEROS or seconds <= 0:
        return Solved(None, float("inf"))
    solver = _solver(model, seconds)
    if problem.allowed[list(start)].all() and np.isin(problem.required, start).all():
        solution = highspy.HighsSolution()
        solution.col_value = _start(problem, people, start).tolist()
        solver.setSolution(solution)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Solved(None, 0.0)
    bound = float(solver.getInfo().mip_dual_bound) * (1 + SAFETY)
    return Solved(_chosen(solver, problem.size), bound if np.isfinite(bound) else float("inf"))


def cheapest(problem: Problem) -> list[int] | None:
    """The cheapest set within all limits but the budget's; None when there is none."""
    solver = _solver(least_spent(problem), 10.0)
    solver.run()
    return _chosen(solver, problem.size)


def _solver(model: highspy.HighsLp, seconds: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the package types only its core
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 1e-6)
    # A column and a row by kind of people: the simplex method needs minutes for what interior points do in seconds.
    solver.setOptionValue("mip_lp_solver", "ipm")
    solver.setOptionValue("mip_ipm_solver", "ipx")
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
