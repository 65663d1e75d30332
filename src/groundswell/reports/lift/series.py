"""A daily series out of a file: `date,y[,control…]`, whole and in order, or a refusal that says where it is not."""

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

import numpy as np

from groundswell.kit.errors import BadInput
from groundswell.reports.lift.noise import Array

LEAST_BEFORE = 14
MOST_DAYS, MOST_CONTROLS = 3_660, 40
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Series:
    """One value a day from `first` on: the outcome `y` (days) and what the campaign cannot have moved, `controls`
    (days, k), by `names`."""

    first: date
    y: Array
    controls: Array
    names: Sequence[str] = ()

    @property
    def days(self) -> list[date]:
        return [self.first + DAY * index for index in range(len(self.y))]

    def days_before(self, start: date) -> int:
        """How many days lie before the start; `BadInput` when the start is outside, too early, or nothing ever moved."""
        before = (start - self.first).days
        last = self.first + DAY * (len(self.y) - 1)
        if not 0 < before < len(self.y):
            raise BadInput(
                f"The series runs from {self.first} to {last}; the start {start} is not inside.",
                where="start",
                cure="Name the first day of the campaign, and give days before and after it.",
            )
        if before < LEAST_BEFORE:
            raise BadInput(
                f"Only {before} days lie before the start; {LEAST_BEFORE} are the least.",
                where="start",
                cure="Give more days before the campaign, best three times as many as it ran.",
            )
        require_movement(self.y[:before])
        return before


def require_movement(y: Array) -> None:
    """`BadInput` when the outcome was the same every day: then nothing can be learnt of how it moves by itself."""
    if np.ptp(y) == 0:
        raise BadInput(
            f"The outcome is {y[0]:g} on every day before the start: there is no usual movement to compare with.",
            where="y",
            cure="Give a series that moves, such as orders or net revenue a day.",
        )


def read_series(file: BinaryIO) -> Series:
    """The series of a CSV with a header: a column `date`, the outcome `y` (else the first other column), the rest
    controls. Rows may come in any order; gaps, repeated dates and what is no number are refused."""
    rows = _rows(file)
    header = next(rows, None)
    if header is None:
        raise BadInput("The file is empty.", cure="Give a CSV with the columns date and y, one row a day.")
    names = [cell.strip() for cell in header]
    place = _columns(names)
    values: dict[date, list[float]] = {}
    for number, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        day, figures = _row(row, names, place, f"row {number}")
        if day in values:
            raise BadInput(f"{day} is there twice.", where=f"row {number}", cure="Give one row a day.")
        values[day] = figures
        if len(values) > MOST_DAYS:
            raise BadInput(f"The file holds more than {MOST_DAYS} days.", where=f"row {number}")
    return _whole(values, [names[index] for index in place[2:]])


def _rows(file: BinaryIO) -> Iterator[list[str]]:
    lines = file.read().decode("utf-8-sig", errors="replace").replace("\0", "").splitlines()
    lines = [line for line in lines if line.strip()]
    return csv.reader(lines, delimiter=max(",;\t", key=lines[0].count) if lines else ",")


def _columns(names: Sequence[str]) -> list[int]:
    """Places of date, outcome, controls."""
    folded = [name.casefold() for name in names]
    if "date" not in folded or len(names) < 2:
        raise BadInput(
            "There is no column “date” with an outcome beside it.",
            where="line 1",
            cure="The first line names the columns: date,y and any controls.",
        )
    if len(names) - 2 > MOST_CONTROLS:
        raise BadInput(f"{len(names) - 2} controls are too many; {MOST_CONTROLS} is the most.", where="line 1")
    day = folded.index("date")
    others = [index for index in range(len(names)) if index != day]
    outcome = folded.index("y") if "y" in folded else others[0]
    return [day, outcome, *(index for index in others if index != outcome)]


def _row(row: Sequence[str], names: Sequence[str], place: Sequence[int], where: str) -> tuple[date, list[float]]:
    if len(row) != len(names):
        raise BadInput(f"There are {len(row)} cells where the header has {len(names)}.", where=where)
    text = row[place[0]].strip()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"“{text}” is no date.", where=where, cure="Write dates as 2026-05-31.") from error
    return day, [_figure(row[index].strip(), names[index], where) for index in place[1:]]


def _figure(text: str, name: str, where: str) -> float:
    try:
        figure = float(text)
    except ValueError:
        figure = math.nan
    if not math.isfinite(figure):
        shown = f"“{text}”" if text else "An empty cell"
        raise BadInput(
            f"{shown} in the column “{name}” is no number.", where=where, cure="A day on which nothing was sold is 0."
        )
    return figure


def _whole(values: dict[date, list[float]], names: Sequence[str]) -> Series:
    if not values:
        raise BadInput("The file holds a header and no days.", where="row 1")
    first, last = min(values), max(values)
    if len(values) <= (last - first).days:
        missing = next(day for day in _every_day(first) if day not in values)
        raise BadInput(
            f"{missing} is missing: the series must hold every day from {first} to {last}.",
            where=str(missing),
            cure="A day on which nothing was sold is 0; a day that is not known cannot be left out.",
        )
    table = np.array([values[day] for day in sorted(values)])
    return Series(first, table[:, 0], table[:, 1:], names)


def _every_day(first: date) -> Iterable[date]:
    day = first
    while True:
        yield day
        day += DAY
