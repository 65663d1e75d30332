"""Vendors' audience reports as figures: lists of coded weights, a share a row, or shares in named columns."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from groundswell.creators.audience.facts import AudienceFacts, value_of
from groundswell.creators.audience.tables import country_named
from groundswell.kit.errors import BadInput

AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "45-64", "55-64", "65+")
# Field, label, names of columns; a cell holds [{"code" or "name", "weight"}].
LISTS = (
    ("genders", "Genders", ("profile audience genders", "audience genders")),
    ("ages", "Ages", ("profile audience ages", "audience ages")),
    ("gender_ages", "Genders per age", ("profile audience genders per age", "audience genders per age")),
    ("countries", "Countries", ("profile audience geo countries", "audience geo countries", "audience countries")),
    ("cities", "Cities", ("profile audience geo cities", "audience geo cities", "audience cities")),
    ("languages", "Languages", ("profile audience languages", "audience languages")),
    ("interests", "Interests", ("profile audience interests", "audience interests")),
    ("types", "Types of followers", ("profile audience audience types", "audience types")),
)
NAMED = (
    ("female", "Women", ("audience female", "female audience", "female %", "% female", "women %", "audience women")),
    ("male", "Men", ("audience male", "male audience", "male %", "% male", "men %", "audience men")),
    ("credibility", "Credibility", ("profile audience credibility", "audience credibility", "real followers", "real audience")),
)  # fmt: skip
DIMENSIONS = {
    "genders": "gender", "ages": "age", "gender_ages": "gender_age", "countries": "country", "cities": "city",
    "languages": "language", "interests": "interest", "types": "quality",
}  # fmt: skip
WORDS = {
    "geo": "country", "countries": "country", "location": "country", "cities": "city", "genders": "gender", "sex": "gender",
    "ages": "age", "age group": "age", "languages": "language", "interests": "interest", "gender age": "gender_age",
}  # fmt: skip
TYPES = {"mass_followers": "mass_following", "suspicious": "suspicious", "inactive": "inactive"}


def figures_of(rows: Sequence[Mapping[str, Any]]) -> list[AudienceFacts]:
    """All figures that the typed rows of one profile give, each value once; `BadInput` for a list that is none."""
    found: dict[tuple[str, str], AudienceFacts] = {}
    for values in rows:
        for figure in (*_long(values), *_wide(values), *_listed(values)):
            found.setdefault((figure.dimension, value_of(figure.dimension, figure.value)), figure)
    return list(found.values())


def _long(values: Mapping[str, Any]) -> Iterator[AudienceFacts]:
    if "share" not in values:
        return
    word = str(values.get("dimension", "")).strip().lower().replace("_", " ")
    dimension = WORDS.get(word, word.replace(" ", "_"))
    value = str(values.get("value", ""))
    if dimension == "country":
        value = _country(value)
    more = {name: values.get(name) for name in ("low", "high", "sample", "coverage")}
    yield AudienceFacts(dimension, value, values["share"], **more)


def _wide(values: Mapping[str, Any]) -> Iterator[AudienceFacts]:
    for gender in ("female", "male"):
        if gender in values:
            yield AudienceFacts("gender", gender, values[gender])
    for band in AGES:
        if f"age_{band}" in values:
            yield AudienceFacts("age", band, values[f"age_{band}"])
    if "credibility" in values:
        yield AudienceFacts("quality", "real", values["credibility"])


def _listed(values: Mapping[str, Any]) -> Iterator[AudienceFacts]:
    for name, dimension in DIMENSIONS.items():
        for item in _items(values.get(name, ""), name):
            code = str(item.get("code") or item.get("name") or "").strip()
            if not code:
                continue
            if dimension == "gender_age":
                for gender in ("female", "male"):
                    if gender in item:
                        yield AudienceFacts(dimension, f"{gender}.{code}", _weight(item[gender], name))
            elif dimension != "quality":
                value = _country(code) if dimension == "country" else code
                yield AudienceFacts(dimension, value, _weight(item.get("weight"), name))
            elif code in TYPES:
                yield AudienceFacts(dimension, TYPES[code], _weight(item.get("weight"), name))


def _items(text: str, name: str) -> list[Mapping[str, Any]]:
    if not text:
        return []
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{name} is no list of weights.", where=name) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BadInput(f"{name} is no list of weights.", where=name)
    return items


def _weight(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadInput(f"{name} has a weight that is no number.", where=name)
    return float(value)


def _country(text: str) -> str:
    return text if len(text.strip()) == 2 else country_named(text) or text
