"""A query as a small tree of conditions on named fields. Each engine has one compiler for it.

Fields: `platform country city language topic hashtag mention fact` hold exact lower-case terms (countries upper case);
`followers engagement last_posted account` hold numbers; `verified` a flag; TEXT_FIELDS hold words.
"""

from dataclasses import dataclass
from typing import TypeAlias

TEXT_FIELDS = ("name", "handle", "tags", "bio", "captions")


@dataclass(frozen=True, slots=True)
class Everything:
    """Every account in scope."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds at least one of the terms."""

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
class Is:
    """The flag is known and has that value."""

    field: str
    value: bool


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


Node: TypeAlias = Everything | OneOf | Numbers | Between | Is | Says | AllOf | AnyOf | Not
