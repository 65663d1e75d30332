"""How far one term carries under one rule pack: its wording, its language and its place."""

from __future__ import annotations

from typing import NamedTuple

from groundswell.disclosure.rules.placement import Place, begins, nth_tag
from groundswell.disclosure.rules.rulepack import MATERIAL, Grade, GradeName, RulePack
from groundswell.disclosure.rules.scan import Reading, Term
from groundswell.disclosure.rules.verdict import Outcome, Severity, strictest, strictness

_OUTCOME: dict[GradeName, Outcome] = {"strong": "pass", "weak": "pass", "ambiguous": "review", "inadequate": "fail"}
_ORDER: dict[GradeName, int] = {"strong": 0, "weak": 1, "ambiguous": 2, "inadequate": 3}
_NO_GRADE = len(_ORDER)


class Passage(NamedTuple):
    """Some words of the post; `span` counts code points of the text (None: they stand in another field)."""

    quote: str
    span: tuple[int, int] | None


class PlacedTerm(NamedTuple):
    """A term with its reading and place, which are the same for every jurisdiction."""

    reading: Reading
    term: Term
    place: Place

    @property
    def quote(self) -> str:
        return self.reading.original(self.term.start, self.term.end)

    @property
    def span(self) -> tuple[int, int] | None:
        return self.reading.text_span(self.term.start, self.term.end)


class Case(NamedTuple):
    """What is known of a post once it has been read; `assessable`: a video's own words were given."""

    connection: str
    language: str | None
    terms: list[PlacedTerm]
    denial: Passage | None
    sign: Passage | None
    label: bool
    assessable: bool


class Problem(NamedTuple):
    """A rule that a term breaks."""

    severity: Severity
    rule: str
    message: str
    source: str


class Assessment(NamedTuple):
    """A term's outcome under a pack; the lowest `rank` is the best disclosure of the post."""

    placed: PlacedTerm
    outcome: Outcome
    grade: Grade | None
    rank: tuple[int, int, int]


def assess(placed: PlacedTerm, case: Case, pack: RulePack) -> Assessment:
    """Hold one term against one pack."""
    grade = _best_grade(placed, case, pack)
    wording = _OUTCOME[grade.grade] if grade else "fail"
    outcomes = (wording, _language_outcome(placed, case, pack), place_under(placed, pack).outcome)
    outcome = strictest(outcomes)
    rank = (strictness(outcome), _ORDER[grade.grade] if grade else _NO_GRADE, 3 - outcomes.count("pass"))
    return Assessment(placed, outcome, grade, rank)


def explain_problems(assessment: Assessment, case: Case, pack: RulePack) -> list[Problem]:
    """The rules that the term breaks, in words."""
    placed = assessment.placed
    found = (
        _wording_problem(placed, case, pack, assessment.grade),
        _language_problem(placed, case, pack),
        _place_problem(place_under(placed, pack), pack),
    )
    return [problem for problem in found if problem]


def _best_grade(placed: PlacedTerm, case: Case, pack: RulePack) -> Grade | None:
    """For a connection that is not known, the term's best grade for any."""
    family = placed.term.family
    if case.connection in MATERIAL:
        return pack.grade(family.language, family.name, case.connection)
    grades = [grade for c in MATERIAL if (grade := pack.grade(family.language, family.name, c))]
    return min(grades, key=lambda grade: _ORDER[grade.grade], default=None)


def _language_outcome(placed: PlacedTerm, case: Case, pack: RulePack) -> Outcome:
    spoken = placed.term.family.language
    if case.language is None:
        return "pass" if spoken in pack.undetected or spoken in pack.audience else "review"
    return "pass" if pack.understands(spoken, case.language) else "fail"


def place_under(placed: PlacedTerm, pack: RulePack) -> Place:
    """The term's place as this jurisdiction sees it."""
    place = placed.place
    if place.free and 0 < nth_tag(placed.term, placed.reading) <= pack.first_tags:
        place = place.free
    if pack.starts and place.outcome == "pass" and not begins(placed.term, placed.reading):
        message = "It does not stand at the very beginning; put it into the title or the first words."
        return place._replace(outcome="review", rule="start", message=message)
    return place


def _wording_problem(placed: PlacedTerm, case: Case, pack: RulePack, grade: Grade | None) -> Problem | None:
    if grade is None:
        message = f'"{placed.quote}" does not tell that the connection is: {case.connection}.'
        return Problem("fail", "connection", message, pack.sources["connection"])
    if grade.grade == "ambiguous":
        return Problem("review", "wording", f'"{placed.quote}" is ambiguous. {grade.advice}'.rstrip(), grade.source)
    if grade.grade == "inadequate":
        message = f'"{placed.quote}" is not an adequate disclosure. {grade.advice}'
        return Problem("fail", "wording", message.rstrip(), grade.source)
    return None


def _language_problem(placed: PlacedTerm, case: Case, pack: RulePack) -> Problem | None:
    outcome = _language_outcome(placed, case, pack)
    if outcome == "pass":
        return None
    told = f'"{placed.quote}" is "{placed.term.family.language}"'
    if outcome == "review":
        message = f"{told}, and the language of the post could not be told."
        return Problem("review", "language-unsure", message, pack.sources["language-unsure"])
    return Problem("fail", "language", f'{told}, but the post is in "{case.language}".', pack.sources["language"])


def _place_problem(place: Place, pack: RulePack) -> Problem | None:
    if place.outcome == "pass":
        return None
    severity: Severity = "fail" if place.outcome == "fail" else "review"
    return Problem(severity, place.rule, place.message, pack.sources[place.rule])
