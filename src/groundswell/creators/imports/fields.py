"""What a column of a file can mean, and how its text is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Type = Literal[
    "text",  # str
    "id",  # str; "42.0" becomes "42", a leading apostrophe goes
    "email",  # str, lower case
    "url",  # str
    "profile",  # str: a profile's address, @handle or handle
    "count",  # int: whole things (followers, likes, orders)
    "number",  # float
    "rate",  # float 0 to 1; "3 %" is 0.03
    "money",  # Decimal
    "currency",  # ISO 4217 code
    "date",  # aware datetime
    "duration",  # float seconds; "0:09" is 9
    "country",  # ISO 3166 two letters
    "language",  # ISO 639 code
    "flag",  # bool
    "list",  # list[str]: parts between commas, semicolons or bars
]


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning. `synonyms`: header names in any of the languages, any case, accents or punctuation.

    `weight` is how strongly the column tells the kind of file (3: hardly any other kind has it).
    `limit` is the most characters the database keeps; a longer text refuses the row.
    `by_shape`: a column nobody named may be taken for it when its values look like it (email, profile).
    """

    name: str
    type: Type
    label: str
    synonyms: tuple[str, ...] = ()
    weight: float = 1.0
    limit: int = 0
    by_shape: bool = False


def text(name: str, label: str, *synonyms: str, weight: float = 1.0, limit: int = 255) -> Field:
    """A text field; the commonest one."""
    return Field(name, "text", label, synonyms, weight, limit)


def of_type(kind: Type, name: str, label: str, *synonyms: str, weight: float = 1.0) -> Field:
    """A field of any other type."""
    return Field(name, kind, label, synonyms, weight)


def by_name(fields: Sequence[Field]) -> dict[str, Field]:
    return {field.name: field for field in fields}
