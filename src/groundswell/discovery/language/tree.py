"""A query as a small tree of conditions on named fields. Each engine has one compiler for it.

Fields: TERM_FIELDS hold exact lower-case terms (countries upper case), `audience` those of `shares`; WHOLE_FIELDS and
REAL_FIELDS hold numbers, or nothing where a number is unknown; TEXT_FIELDS hold words, the paid posts' apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

TEXT_FIELDS = ("name", "handle", "tags", "bio", "captions", "paid")
TERM_FIELDS = (
    "platform", "country", "city", "language", "topic", "hashtag", "mention", "account_type", "verified", "fact", "audience"
)  # fmt: skip
WHOLE_FIELDS = ("account", "followers", "age", "last_posted")
REAL_FIELDS = ("engagement", "growth_7", "growth_30", "growth_90", "sponsored")


@dataclass(frozen=True, slots=True)
class Everything:
    """Every account in scope."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds at least one of the terms; of no terms, none."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The field holds one of these whole numbers."""

    field: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The field's number is known and lies between the bounds, both included."""

    field: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Says:
    """One of the text fields holds these words one after the other; `prefix` lets names and handles begin with it."""

    fields: tuple[str, ...]
    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Node: TypeAlias = Everything | OneOf | Numbers | Between | Says | AllOf | AnyOf | Not


def all_of(parts: Sequence[Node]) -> Node:
    """One node for what must all hold; of nothing, everything."""
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))
