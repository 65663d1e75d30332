"""What is known of an audience: a share of it, with how far that may be off."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from groundswell.kit.errors import BadInput

Origin = Literal["first_party", "vendor", "estimate"]
ORIGINS: Final[tuple[Origin, ...]] = get_args(Origin)  # the best first
DIMENSIONS: Final = ("country", "city", "gender", "age", "gender_age", "language", "interest", "quality")
GENDERS: Final = {"f": "female", "m": "male", "women": "female", "men": "male", "woman": "female", "man": "male"}
UPPER, AS_WRITTEN = ("country",), ("city", "interest")


@dataclass(frozen=True, slots=True)
class AudienceFacts:
    """`share` (0 to 1) of the audience that can be told is `value` ("US", "female", "25-34", "female.25-34").

    `low` and `high` bound it at 95 %; `coverage` is the share of the sample for which this dimension could be told;
    None where the source does not say.
    """

    dimension: str
    value: str
    share: float
    low: float | None = None
    high: float | None = None
    sample: int | None = None
    coverage: float | None = None


def checked(figures: Iterable[AudienceFacts], sample: int | None = None) -> list[AudienceFacts]:
    """The figures in one spelling, `sample` filled in; `BadInput` for a share outside 0 to 1, an interval that does not
    hold it, an unknown dimension, or a value told twice."""
    ready: dict[tuple[str, str], AudienceFacts] = {}
    for figure in figures:
        value = value_of(figure.dimension, figure.value)
        where = f"{figure.dimension} {value}".strip()
        if figure.dimension not in DIMENSIONS or not value:
            raise BadInput(f"An audience has no “{where}”.", where=where, cure=f"One of {', '.join(DIMENSIONS)}.")
        if not _is_share(figure.share) or not _is_share(figure.coverage) or not _holds(figure):
            raise BadInput("A share of an audience lies between 0 and 1, within its interval.", where=where)
        if (figure.dimension, value) in ready:
            raise BadInput(f"The share of {where} is given twice.", where=where)
        known = figure.sample if figure.sample is not None else sample
        ready[figure.dimension, value] = replace(figure, value=value, sample=known)
    return list(ready.values())


def value_of(dimension: str, text: str) -> str:
    """One spelling per value: country codes in capitals, genders in words, the rest in lower case; names of cities and
    interests as they are written."""
    text = " ".join(text.split())
    if dimension in UPPER:
        return text.upper()
    if dimension in AS_WRITTEN:
        return text
    parts = text.lower().split(".")
    return (
        ".".join(GENDERS.get(part, part) for part in parts) if dimension in ("gender", "gender_age") else text.lower()
    )


def _is_share(value: float | None) -> bool:
    return value is None or (math.isfinite(value) and 0 <= value <= 1)


def _holds(figure: AudienceFacts) -> bool:
    low, high = figure.low, figure.high
    if not _is_share(low) or not _is_share(high):
        return False
    return (low is None or low <= figure.share) and (high is None or figure.share <= high)
