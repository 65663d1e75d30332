"""Candidates and audiences out of CSV files."""

import csv
from array import array
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import BinaryIO

from groundswell.campaigns.planner.problem import Audience, Candidate
from groundswell.kit.errors import BadInput

Row = tuple[int, dict[str, str]]


def read_candidates(file: BinaryIO) -> list[Candidate]:
    """`id,price,engagement_rate[,platform,niche]`, one candidate a row; `BadInput` names the row that is none."""
    found = [
        _candidate(row, f"candidates, row {number}")
        for number, row in _rows(file, "candidates", ("id", "price", "engagement_rate"))
    ]
    if not found:
        raise BadInput("The file holds no candidates.", where="candidates")
    return found


def read_audience(file: BinaryIO, candidates: list[Candidate]) -> tuple[Audience, int]:
    """`candidate,person[,weight]`: who follows whom; a person's weight is 1 where none is given. Also how many rows name
    somebody who is no candidate: they are left out. `BadInput` for a weight that is none or contradicts another, and
    when no row names a candidate."""
    places = {one.id: at for at, one in enumerate(candidates)}
    people: dict[str, int] = {}
    weights: dict[int, float] = {}
    followed, followers, strangers = array("q"), array("q"), 0
    for number, row in _rows(file, "audience", ("candidate", "person")):
        candidate, name = places.get(row["candidate"]), row["person"]
        if candidate is None:
            strangers += 1
            continue
        if not name:
            raise BadInput("This row has no person.", where=f"audience, row {number}")
        person = people.setdefault(name, len(people))
        if text := row.get("weight"):
            _keep_weight(weights, person, text, f"audience, row {number}")
        followed.append(candidate)
        followers.append(person)
    if not followed and strangers:
        cure = "The column candidate must hold the ids of the candidates file."
        raise BadInput("No row of the audience names a candidate.", where="audience", cure=cure)
    weight = [weights.get(person, 1.0) for person in range(len(people))]
    return Audience.of(followed, followers, len(candidates), weight), strangers


def _candidate(row: dict[str, str], where: str) -> Candidate:
    if not row["id"]:
        raise BadInput("This candidate has no id.", where=where)
    price = _number(row["price"], f"The price of “{row['id']}”", where)
    rate = _number(row["engagement_rate"], f"The engagement rate of “{row['id']}”", where)
    return Candidate(row["id"], price, float(rate), row.get("platform", ""), row.get("niche", ""))


def _number(text: str, what: str, where: str) -> Decimal:
    if not text:
        raise BadInput(f"{what} is missing.", where=where, cure="Fill it in, or take the candidate out.")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadInput(f"{what} is no number: {text[:40]}.", where=where)
    return number


def _keep_weight(weights: dict[int, float], person: int, text: str, where: str) -> None:
    try:
        weight = float(text)
    except ValueError:
        weight = float("nan")
    if not isfinite(weight) or weight < 0:
        raise BadInput(f"A weight is a number from 0, not {text[:40]}.", where=where)
    if weights.setdefault(person, weight) != weight:
        raise BadInput("This person has another weight in a row before.", where=where)


def _rows(file: BinaryIO, name: str, needed: tuple[str, ...]) -> Iterator[Row]:
    """Rows from 1 after the header, cells by column; `BadInput` without the columns needed."""
    lines = (
        line.decode("utf-8-sig" if at == 0 else "utf-8", errors="replace").replace("\0", "")
        for at, line in enumerate(file)
    )
    reader = csv.reader(lines)
    header = [cell.strip().lower() for cell in next(reader, [])]
    if missing := [column for column in needed if column not in header]:
        columns = ", ".join(missing)
        raise BadInput(
            f"The {name} file lacks {columns}.", where=f"{name}, row 0", cure="Name the columns in the first line."
        )
    try:
        for number, row in enumerate(reader, 1):
            if row:
                yield (
                    number,
                    dict.fromkeys(needed, "") | {key: cell.strip() for key, cell in zip(header, row, strict=False)},
                )
    except csv.Error as error:
        raise BadInput(f"This row cannot be read: {error}.", where=f"{name}, line {reader.line_num}") from error
