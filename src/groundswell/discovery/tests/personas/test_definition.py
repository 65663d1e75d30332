"""What a persona may say, how shares are typed, how they are counted, and the search that comes of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.errors import BadPersona
from groundswell.discovery.language import read_query
from groundswell.discovery.personas.counting import Buyer, age_band, count_buyers, gender_of
from groundswell.discovery.personas.definition import Definition, evenly, read_definition
from groundswell.discovery.personas.searching import search_body
from groundswell.discovery.personas.writing import read_shares, write_shares


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({}, "definition"),
        ({"countries": {}}, "definition"),
        ({"shoe": 1}, "shoe"),
        ({"countries": {"USA": 0.5}}, "countries.USA"),
        ({"countries": {"US": 0.7, "CA": 0.4}}, "countries"),
        ({"countries": {"US": 0}}, "countries.US"),
        ({"ages": {"20-30": 1.0}}, "ages.20-30"),
        ({"genders": {"robot": 1.0}}, "genders.robot"),
        ({"words": ["w"] * 51}, "words"),
        ({"words": [""]}, "words.0"),
        ([], "definition"),
    ],
)
def test_refused_with_the_place(given: Any, where: str) -> None:
    with pytest.raises(BadPersona) as refusal:
        read_definition(given)
    assert (refusal.value.where, refusal.value.status) == (where, 422)


def test_codes_and_words_are_kept_in_one_spelling() -> None:
    read = read_definition({"countries": {"us": 1.0}, "languages": {"EN": 1.0}, "interests": [" Trail Running "]})
    assert read.model_dump(exclude_defaults=True) == {
        "countries": {"US": 1.0}, "languages": {"en": 1.0}, "interests": ["trail running"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("", {}),
        ("US 60, CA 40", {"US": 0.6, "CA": 0.4}),
        ("US 60 %; CA: 12.5%\nGB=3", {"US": 0.6, "CA": 0.125, "GB": 0.03}),
        ("New York, Los Angeles", {"New York": 0.5, "Los Angeles": 0.5}),
        (" ,US,, ", {"US": 1.0}),
    ],
)
def test_shares_as_people_type_them(text: str, shares: dict[str, float]) -> None:
    assert read_shares(text, "countries") == shares


def test_a_share_for_some_only_is_refused() -> None:
    with pytest.raises(BadPersona) as refusal:
        read_shares("US 60, CA", "countries")
    assert (refusal.value.message, refusal.value.where) == ("“CA” has no share.", "countries")


@given(st.dictionaries(st.sampled_from(["US", "CA", "GB"]), st.integers(1, 99).map(lambda n: n / 100), min_size=1))
def test_what_is_written_is_read_again(shares: dict[str, float]) -> None:
    assert read_shares(write_shares(shares), "countries") == pytest.approx(shares)


def test_without_shares_each_counts_the_same() -> None:
    assert evenly(["a", "b", "c", "d"]) == {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}
    assert evenly([]) == {}


def buyer(country: str = "", born: int | None = None, gender: str = "") -> Buyer:
    return Buyer(country=country, city="", language="", gender=gender, born=born)


def test_shares_are_counted_among_those_who_told() -> None:
    rows = [buyer("US")] * 9 + [buyer("CA")] * 3 + [buyer()] * 8
    counted = count_buyers(rows, date(2026, 11, 1))
    assert counted.shares == {"countries": {"US": 0.75, "CA": 0.25}}
    assert counted.basis["countries"] == {"known": 12, "of": 20}
    assert counted.basis["ages"] == {"known": 0, "of": 20}


def test_too_few_tell_nothing() -> None:
    """Nine who told are too few; of twelve, a value that two have is no share of anybody."""
    assert count_buyers([buyer("US")] * 9, date(2026, 11, 1)).shares == {}
    counted = count_buyers([buyer("US")] * 10 + [buyer("CA")] * 2, date(2026, 11, 1))
    assert counted.shares == {"countries": {"US": 0.8333}}


def test_years_of_birth_become_bands() -> None:
    counted = count_buyers([buyer(born=1996)] * 6 + [buyer(born=1960)] * 4, date(2026, 11, 1))
    assert counted.shares == {"ages": {"25-34": 0.6, "65+": 0.4}}


@pytest.mark.parametrize(
    ("years", "band"),
    [(12, ""), (13, "13-17"), (17, "13-17"), (18, "18-24"), (24, "18-24"), (25, "25-34"), (64, "55-64"), (65, "65+")],
)
def test_age_bands(years: int, band: str) -> None:
    assert age_band(years) == band


@pytest.mark.parametrize(("text", "gender"), [("F", "female"), (" Male ", "male"), ("frau", ""), ("", "")])
def test_genders_as_shops_write_them(text: str, gender: str) -> None:
    assert gender_of(text) == gender


def test_a_persona_becomes_a_search() -> None:
    definition = Definition.model_validate(
        {"languages": {"en": 1.0}, "interests": ["trail running"], "words": ["ultra"], "brands": ["@acme"]}
    )
    body = search_body(definition, "runners")
    assert body == {
        "persona": "runners",
        "sort": "fit",
        "influencer": {"languages": ["en", "unknown"]},
        "any": [
            {"influencer": {"topics": ["trail running", "ultra"]}},
            {"influencer": {"hashtags": ["trailrunning", "ultra"]}},
            {"text": '"trail running"'},
            {"text": '"ultra"'},
            {"influencer": {"mentions": ["acme"]}},
        ],
    }
    assert read_query(body).persona == "runners"


@given(st.lists(st.text(min_size=1, max_size=30), max_size=5))
def test_any_words_become_a_search_that_can_be_asked(terms: list[str]) -> None:
    try:
        definition = Definition.model_validate({"words": terms})
    except ValueError:
        return
    read_query(search_body(definition, "x"))
