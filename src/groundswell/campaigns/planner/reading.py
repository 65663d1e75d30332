"""Candidates and audiences out of CSV files."""

from array import array
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import BinaryIO

from groundswell.campaigns.planner.audience import Audience
from groundswell.campaigns.planner.problem import Candidate
from groundswell.kit.csv_rows import csv_rows
from groundswell.kit.errors import BadInput


def read_candidates(file: BinaryIO) -> list[Candidate]:
    """`id,price,engagement_rate[,platform,niche]`, one candidate a row; `BadInput` names the row that is none."""
    rows = csv_rows(file, "candidates", ("id", "price", "engagement_rate"), ("platform", "niche"))
    found = [_candidate(row, f"candidates, row {number}") for number, row in rows]
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
    for number, (followed_id, name, text) in csv_rows(file, "audience", ("candidate", "person"), ("weight",)):
        candidate = places.get(followed_id)
        if candidate is None:
            strangers += 1
            continue
        if not name:
            raise BadInput("This row has no person.", where=f"audience, row {number}")
        person = people.setdefault(name, len(people))
        if text:
            _keep_weight(weights, person, text, f"audience, row {number}")
        followed.append(candidate)
        followers.append(person)
    if not followed and strangers:
        cure = "The column candidate must hold the ids of the candidates file."
        raise BadInput("No row of the audience names a candidate.", where="audience", cure=cure)
    weight = [weights.get(person, 1.0) for person in range(len(people))]
    return Audience.of(followed, followers, len(candidates), weight), strangers


def _candidate(row: list[str], where: str) -> Candidate:
    name, price, rate, platform, niche = row
    if not name:
        raise BadInput("This candidate has no id.", where=where)
    amount = _number(price, f"The price of “{name}”", where)
    return Candidate(name, amount, float(_number(rate, f"The engagement rate of “{name}”", where)), platform, niche)


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
