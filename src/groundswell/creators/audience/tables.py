"""The tables of first names and places that the build makes out of packages (see `building`)."""

import sys
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import NamedTuple

from groundswell.creators.audience.folding import fold_place, key_of
from groundswell.kit.errors import GroundswellError

FOLDER = Path(__file__).parent / "built"


class Place(NamedTuple):
    """A country (`city` empty) or a city; `region` is GeoNames' first-level code, a state's letters in the USA."""

    country: str
    city: str = ""
    region: str = ""
    population: int = 0


class TablesMissing(GroundswellError):
    """The package was used without having been built."""

    code = "tables_missing"
    status = 500


class NameTable:
    """First name → bin of the share of women among those who bear it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._keys, self._bins = _numbers("Q", folder / "names.keys"), (folder / "names.bins").read_bytes()

    def bin_of(self, name: str) -> int | None:
        """0 (all men) to 7 (all women); None for a name nobody counted. `name` as `fold_first_name` gives it."""
        at = _find(self._keys, key_of(name))
        return None if at is None else self._bins[at]


class PlaceTable:
    """Names of countries and of cities of more than 15,000 people, in many languages."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._keys = _numbers("Q", folder / "places.keys")
        self._starts, self._ids = _numbers("I", folder / "places.starts"), _numbers("I", folder / "places.ids")
        self._lines = (folder / "places.tsv").read_text("utf-8").splitlines()

    def named(self, name: str) -> list[Place]:
        """Everything called that, the largest first; `name` as `fold_place` gives it."""
        at = _find(self._keys, key_of(name))
        if at is None:
            return []
        return [self._place(number) for number in self._ids[self._starts[at] : self._starts[at + 1]]]

    def countries(self) -> frozenset[str]:
        """The two-letter codes of all countries."""
        return frozenset(line[:2] for line in self._lines if line[2:4] == "\t\t")

    def _place(self, number: int) -> Place:
        country, city, region, population = self._lines[number].split("\t")
        return Place(country, city, region, int(population))


@cache
def name_table() -> NameTable:
    """The table that was built with the package; `TablesMissing` when it was not."""
    _check()
    return NameTable()


@cache
def place_table() -> PlaceTable:
    """The table that was built with the package; `TablesMissing` when it was not."""
    _check()
    return PlaceTable()


def country_named(text: str) -> str | None:
    """ISO code of a country's name in any of the table's languages."""
    return next((place.country for place in place_table().named(fold_place(text)) if not place.city), None)


def _check() -> None:
    if not (FOLDER / "STAMP").is_file():
        raise TablesMissing(
            "The tables of names and places were not built.", where=str(FOLDER), cure="Run: make setup"
        )  # fmt: skip


def _numbers(kind: str, path: Path) -> "array[int]":
    numbers = array(kind, path.read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _find(keys: "array[int]", key: int) -> int | None:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else None
