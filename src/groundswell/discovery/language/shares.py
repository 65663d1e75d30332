"""Audience shares as exact terms, so that any engine with an inverted index answers "at least 30 % in the US" exactly.

A share is stored in whole steps of 0.1 %, rounded down, as three terms' worth: the step itself, its per cent, and every
ten per cent that it reaches. A smallest share is then at most 19 terms, of which one must be there:

    0.333 → "reaches 40 %", or one of 34 … 39 %, or one of the steps 333 … 339.

Each term names whose figure it is: everybody's, or one workspace's own.
"""

import math
from collections.abc import Iterator, Mapping

STEPS = 1_000
DIMENSIONS = {
    "countries": "country",
    "cities": "city",
    "languages": "language",
    "genders": "gender",
    "ages": "age",
    "gender_ages": "gender_age",
    "interests": "interest",
}
QUALITY = "quality"
REAL = "real"

Figures = Mapping[str, Mapping[str, float]]
"""Dimension → value → share."""


def terms_of(owner: int | None, figures: Figures) -> Iterator[str]:
    """The terms that stand for one owner's figures of one account."""
    for dimension, values in figures.items():
        if values:
            yield known(owner, dimension)
        for value, share in values.items():
            step, place = steps_below(share), _place(owner, dimension, value)
            yield f"{place}={step}"
            yield f"{place}~{step // 10}"
            yield from (f"{place}>{tens}" for tens in range(step // 100 + 1))


def at_least(owner: int | None, dimension: str, value: str, step: int) -> tuple[str, ...]:
    """The terms of which an account holds at least one when its share reaches `step` thousandths."""
    place = _place(owner, dimension, value)
    per_cent, tens = -(-step // 10), -(-step // 100)
    return (
        *((f"{place}>{tens}",) if tens <= 10 else ()),
        *(f"{place}~{n}" for n in range(per_cent, min(tens * 10, 101))),
        *(f"{place}={n}" for n in range(step, min(per_cent * 10, STEPS + 1))),
    )


def known(owner: int | None, dimension: str) -> str:
    """The term of an account for which that owner knows the dimension at all."""
    return f"{_owner(owner)}:{dimension}"


def steps_below(share: float) -> int:
    """0.2999 → 299: the thousandths that a share surely reaches."""
    return min(max(math.floor(round(share * STEPS, 6)), 0), STEPS)


def steps_above(share: float) -> int:
    """0.2991 → 300: the thousandths that a share must reach to be at least this much."""
    return math.ceil(round(share * STEPS, 6))


def _place(owner: int | None, dimension: str, value: str) -> str:
    return f"{known(owner, dimension)}:{value.lower()}"


def _owner(owner: int | None) -> str:
    return "" if owner is None else str(owner)
