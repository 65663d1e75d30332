"""The data files say what the code relies on."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from groundswell.disclosure.jurisdictions import PLACES
from groundswell.disclosure.rules.language import detect_language
from groundswell.disclosure.rules.lexicon import LANGUAGES, lexicon
from groundswell.disclosure.rules.rulepack import MATERIAL, RulePack, installed_packs, rule_pack, rules_version
from groundswell.disclosure.rules.text import fold_text

DATA = files("groundswell.disclosure").joinpath("data")
PACKS = tuple(PLACES)


def pack_of(jurisdiction: str) -> RulePack:
    pack = rule_pack(jurisdiction)
    assert pack is not None
    return pack


def load(name: str) -> dict[str, Any]:
    return tomllib.loads(DATA.joinpath(name).read_text("utf-8"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_pattern_holds_one_of_its_familys_words(code: str) -> None:
    for name, family in load(f"lexicon/{code}.toml")["family"].items():
        stems = [fold_text(word)[:6] for word in family["words"]]
        for key in ("labels", "openers", "openings", "phrases"):
            for pattern in family.get(key, []):
                plain = re.sub(r"[()?|]", "", fold_text(pattern))
                assert any(stem in plain for stem in stems), (name, pattern)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_connection_has_a_suggestion(code: str) -> None:
    assert set(lexicon().languages[code].fixes) == set(MATERIAL)


@pytest.mark.parametrize("jurisdiction", PACKS)
def test_a_pack_names_a_source_for_everything(jurisdiction: str) -> None:
    pack = pack_of(jurisdiction)
    assert pack.jurisdiction == jurisdiction
    assert pack.sources.keys() == pack_of("US").sources.keys()
    assert all(pack.sources.values())
    assert all(grade.source for grade in pack.grades.values())


@pytest.mark.parametrize("jurisdiction", PACKS)
def test_a_pack_grades_only_families_that_exist(jurisdiction: str) -> None:
    known = {name for _language, name in lexicon().named}
    assert {family for _language, family, _connection in pack_of(jurisdiction).grades} <= known


@pytest.mark.parametrize("jurisdiction", ["US", "CA"])
def test_every_english_family_is_graded_for_some_connection(jurisdiction: str) -> None:
    graded = {family for _language, family, _connection in pack_of(jurisdiction).grades}
    assert {name for language, name in lexicon().named if language == "en"} <= graded


def test_quebec_inherits_canada_and_asks_for_french() -> None:
    canada, quebec = pack_of("CA"), pack_of("CA-QC")
    assert quebec.grades == canada.grades
    assert (canada.undetected, quebec.undetected) == (("en", "fr"), ("fr",))
    assert quebec.sources["language"] != canada.sources["language"]


def test_every_place_has_a_pack_and_nothing_else_has() -> None:
    assert installed_packs() == sorted(PACKS)
    assert rule_pack("XX") is None


@pytest.mark.parametrize("jurisdiction", PACKS)
def test_a_pack_says_what_is_at_stake_and_since_when(jurisdiction: str) -> None:
    pack = pack_of(jurisdiction)
    assert pack.penalty
    assert pack.valid_from <= pack.reviewed <= "2026-12-31"
    assert pack.undetected


@pytest.mark.parametrize("jurisdiction", PACKS)
@pytest.mark.parametrize("connection", MATERIAL)
def test_every_pack_accepts_a_plain_word_for_advertising_in_its_own_language(
    jurisdiction: str, connection: str
) -> None:
    pack = pack_of(jurisdiction)
    grade = pack.grade(pack.undetected[0], "ad", connection)
    assert grade is not None
    assert grade.grade in {"strong", "weak"}


@pytest.mark.parametrize(
    ("jurisdiction", "family", "grade"),
    [
        ("US", "sponsored", "weak"),
        ("CA", "sponsored", "strong"),
        ("IN", "sponsored", "strong"),
        ("GB", "sponsored", "inadequate"),
        ("IE", "sponsored", "ambiguous"),
        ("US", "collab", "inadequate"),
        ("IN", "collab", "weak"),
        ("IT", "collab", "ambiguous"),
        ("AU", "branded-content", "strong"),
        ("US", "branded-content", "ambiguous"),
        ("IT", "adv", "weak"),
        ("US", "adv", "ambiguous"),
        ("DE", "ad", "ambiguous"),
        ("FR", "ad", "ambiguous"),
        ("NL", "ad", "strong"),
    ],
)
def test_what_an_english_word_is_worth_differs_by_place(jurisdiction: str, family: str, grade: str) -> None:
    found = pack_of(jurisdiction).grade("en", family, "paid")
    assert found is not None
    assert found.grade == grade


def test_whom_a_word_reaches() -> None:
    germany, netherlands, india, belgium = (pack_of(code) for code in ("DE", "NL", "IN", "BE"))
    assert germany.understands("de", "en")
    assert not germany.understands("en", "de")
    assert netherlands.understands("en", "nl")
    assert india.understands("en", "hi")
    assert not belgium.understands("en", "nl")


def test_what_was_not_confirmed_says_so() -> None:
    spanish, english = (pack_of("US").grade(language, "ad", "paid") for language in ("es", "en"))
    assert spanish is not None
    assert spanish.source.endswith("(not confirmed)")
    assert english is not None
    assert not english.source.endswith("(not confirmed)")


def test_the_version_names_the_day_and_the_files() -> None:
    assert re.fullmatch(rf"{pack_of('US').reviewed}\.[0-9a-f]{{12}}", rules_version())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The best day of my life", "en"),
        ("Mes nouvelles chaussures sont parfaites", "fr"),
        ("Mis zapatos nuevos son los mejores", "es"),
        ("Meine neuen Schuhe sind die besten", "de"),
        ("Os meus sapatos novos são os melhores", "pt"),
        ("Le mie scarpe nuove sono le migliori", "it"),
        ("Mijn nieuwe schoenen zijn heel goed", "nl"),
        ("新しい靴がとても好きです", "ja"),
        ("새 신발이 너무 좋아요", "ko"),
        ("Мои новые ботинки лучшие", "ru"),
        ("Acme 😍", None),
        ("", None),
    ],
)
def test_languages_are_told_or_left_open(text: str, language: str | None) -> None:
    words = re.findall(r"[^\W\d_]+", fold_text(text))
    assert detect_language(text, words) == language
