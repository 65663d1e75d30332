"""What a facet counts, for any engine: the values of a field, ranges of a number, or conditions one by one.

What is unknown is always a value of its own.
"""

from dataclasses import dataclass
from typing import TypeAlias

from groundswell.discovery.language import tree

TERM_FACETS = ("platform", "country", "city", "language", "topic", "account_type", "verified")


@dataclass(frozen=True, slots=True)
class ByTerm:
    """How many accounts hold each of the field's terms; what is unknown holds the term "unknown"."""

    field: str


@dataclass(frozen=True, slots=True)
class ByRange:
    """How many accounts lie in each range that `cuts` makes, smallest first: `labels` has one more. A cut belongs to
    the range above it. Accounts without the number are "unknown"."""

    field: str
    cuts: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByNode:
    """How many accounts each condition holds for, on top of the query."""

    nodes: tuple[tuple[str, tree.Node], ...]


Counting: TypeAlias = ByTerm | ByRange | ByNode
