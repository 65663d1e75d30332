"""Audience shares as exact terms, so that any engine with an inverted index answers "at least 30 % in the US" exactly.

A share is stored in whole steps of 0.1 %, rounded down, as three terms' worth: the step itself, its per cent, and every
ten per cent that it reaches. A smallest share is then at most 19 terms, of which one must be there:

    0.333 → "reaches 40 %", or one of 34 … 39 %, or one of the steps 333 … 339.

Each term names whose figure it is: everybody's, or one workspace's own.
"""

import math
from collections.abc import Mapping
from functools import lru_cache

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


def terms_of(owner: int | None, figures: Figures) -> str:
    """The terms that stand for one owner's figures of one account, apart by blanks."""
    dimensions = [known(owner, dimension) for dimension, values in figures.items() if values]
    shares = [
        _reached(owner, dimension, value, steps_below(share))
        for dimension, values in figures.items()
        for value, share in values.items()
    ]
    return " ".join(dimensions + shares)


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
    return min(max(int(share * STEPS + 1e-6), 0), STEPS)


def steps_above(share: float) -> int:
    """0.2991 → 300: the thousandths that a share must reach to be at least this much."""
    return math.ceil(share * STEPS - 1e-6)


@lru_cache(maxsize=200_000)
def _reached(owner: int | None, dimension: str, value: str, step: int) -> str:
    # The same shares come again and again while an index is built.
    place = _place(owner, dimension, value)
    tens = (f">{tens}" for tens in range(step // 100 + 1))
    return " ".join(place + ending for ending in (f"={step}", f"~{step // 10}", *tens))


@lru_cache(maxsize=20_000)
def _place(owner: int | None, dimension: str, value: str) -> str:
    # No term holds white space, so that an engine may be handed many as one text.
    return f"{known(owner, dimension)}:{'_'.join(value.lower().split())}"


def _owner(owner: int | None) -> str:
    return "" if owner is None else str(owner)
