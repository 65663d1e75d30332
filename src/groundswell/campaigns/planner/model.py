"""The programme as HiGHS takes it: a column by candidate and by kind of people, rows for the limits and the lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from groundswell.campaigns.planner.alike import People
from groundswell.campaigns.planner.audience import Floats, Ints
from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.tangents import Line, lines


@dataclass(frozen=True)
class Rows:
    """Rows of the programme, one after another: `low` ≤ sum of value × column ≤ `high`; `lengths` by row."""

    columns: Ints
    values: Floats
    lengths: Ints
    low: Floats
    high: Floats


def most_engaged(problem: Problem, people: People, alone: Floats) -> highspy.HighsLp:
    model, count = highspy.HighsLp(), len(people.weight)
    # In shares of the budget, so that the solver's tolerance does not depend on the currency.
    money = _row(np.arange(problem.size), problem.price / problem.budget, -np.inf, 1.0)
    rows = [*limit_rows(problem), money, *(_below(problem.size, people, line) for line in lines(problem, people))]
    set_columns(model, problem, count, problem.rate * alone, people.weight)
    set_rows(model, rows)
    return model


def least_spent(problem: Problem) -> highspy.HighsLp:
    """The limits alone, at the least money."""
    model = highspy.HighsLp()
    set_columns(model, problem, 0, -problem.price / max(problem.budget, 1), np.empty(0))
    set_rows(model, limit_rows(problem))
    return model


def limit_rows(problem: Problem) -> list[Rows]:
    rows = [_row(g.members, np.ones(len(g.members)), float(g.low), float(g.high)) for g in problem.groups]
    if problem.most < problem.size:
        rows.append(_row(np.arange(problem.size), np.ones(problem.size), 0.0, float(problem.most)))
    return rows


def _row(columns: Ints, values: Floats, low: float, high: float) -> Rows:
    return Rows(columns, values, np.array([len(columns)]), np.array([low]), np.array([high]))


def _below(first: int, people: People, line: Line) -> Rows:
    """Rows: engaged - slope × sum ≤ offset, one by kind of people."""
    degree = np.diff(people.starts)[line.kinds]
    begin = np.cumsum(degree) - degree
    place = np.arange(degree.sum()) - np.repeat(begin - people.starts[:-1][line.kinds], degree)
    follows = people.follows[place]
    inside = -line.factor[follows] * np.repeat(line.slope, degree)
    at = begin + degree
    columns = np.insert(follows, at, first + line.kinds)
    values = np.insert(inside, at, np.ones(len(line.kinds)))
    return Rows(columns, values, degree + 1, np.full(len(line.kinds), -np.inf), line.offset)


def set_columns(model: highspy.HighsLp, problem: Problem, people: int, worth: Floats, weight: Floats) -> None:
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


def set_rows(model: highspy.HighsLp, rows: Sequence[Rows]) -> None:
    lengths = np.concatenate([np.zeros(1, dtype=np.int64), *(part.lengths for part in rows)])
    model.num_row_ = len(lengths) - 1
    model.row_lower_ = np.concatenate([np.empty(0), *(part.low for part in rows)])
    model.row_upper_ = np.concatenate([np.empty(0), *(part.high for part in rows)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum(lengths).astype(np.int32)
    model.a_matrix_.index_ = np.concatenate([np.empty(0), *(part.columns for part in rows)]).astype(np.int32)
    model.a_matrix_.value_ = np.concatenate([np.empty(0), *(part.values for part in rows)])
