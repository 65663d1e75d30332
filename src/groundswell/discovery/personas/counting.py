"""A persona out of customers: what their known fields say, with how many said it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

LEAST_KNOWN = 10
LEAST_OF_VALUE = 3
MOST_VALUES = 10


@dataclass(frozen=True, slots=True)
class Buyer:
    """What one customer's record says; empty or None is unknown."""

    country: str
    city: str
    language: str
    gender: str
    born: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """`shares` by dimension and value, among those who told; `basis` by dimension: how many told, of how many."""

    shares: dict[str, dict[str, float]]
    basis: dict[str, dict[str, int]]


def count_buyers(buyers: Iterable[Buyer], today: date) -> Counted:
    """Shares of at least LEAST_OF_VALUE customers, the MOST_VALUES commonest; a dimension that fewer than LEAST_KNOWN
    told says nothing, and `basis` shows why."""
    rows = list(buyers)
    told: Mapping[str, list[str]] = {
        "countries": [row.country for row in rows],
        "cities": [row.city for row in rows],
        "languages": [row.language for row in rows],
        "genders": [gender_of(row.gender) for row in rows],
        "ages": [age_band(today.year - row.born) if row.born else "" for row in rows],
    }
    shares: dict[str, dict[str, float]] = {}
    basis: dict[str, dict[str, int]] = {}
    for dimension, values in told.items():
        known = Counter(value for value in values if value)
        basis[dimension] = {"known": known.total(), "of": len(rows)}
        if known.total() >= LEAST_KNOWN:
            common = [(value, n) for value, n in known.most_common(MOST_VALUES) if n >= LEAST_OF_VALUE]
            shares[dimension] = {value: round(n / known.total(), 4) for value, n in common}
    return Counted({name: values for name, values in shares.items() if values}, basis)


def age_band(years: int) -> str:
    """The band of AGE_BANDS, to the year; empty below 13."""
    for start, band in ((65, "65+"), (55, "55-64"), (45, "45-54"), (35, "35-44"), (25, "25-34"), (18, "18-24")):
        if years >= start:
            return band
    return "13-17" if years >= 13 else ""


def gender_of(text: str) -> str:
    """The shop's word in one of GENDERS; empty for any other."""
    known = {"f": "female", "w": "female", "woman": "female", "m": "male", "man": "male", "nonbinary": "non-binary"}
    word = text.strip().lower()
    return word if word in ("female", "male", "non-binary") else known.get(word, "")
