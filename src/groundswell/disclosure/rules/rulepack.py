"""Rule packs: what one jurisdiction accepts, from dated data in data/rules."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from groundswell.disclosure.rules.lexicon import LANGUAGES

MATERIAL = ("paid", "gifted", "affiliate", "employee", "family")
RULES = (
    "missing", "connection", "wording", "fold", "buried", "group", "start", "language", "language-unsure", "no-terms", "warning",
    "late", "outside", "unassessable", "denied", "label", "undeclared", "placement",
)  # fmt: skip
BASE = "_base"  # what holds by analogy wherever a pack says nothing else
GradeName = Literal["strong", "weak", "ambiguous", "inadequate"]


class Grade(NamedTuple):
    """What a family of terms is worth for a connection; `advice` is shown with it."""

    grade: GradeName
    source: str
    advice: str


class RulePack(NamedTuple):
    """One jurisdiction's rules. `grades` is keyed by (language or "", family, connection).

    `audience`: languages whose terms are understood whatever the post's language; `borrowed`: for a post's language
    ("*": any), further languages whose terms are. `starts`: the disclosure must stand in the first line or sentence.
    `first_tags`: a disclosure among that many first hashtags is not buried. `penalty` is None when not known.
    """

    jurisdiction: str
    name: str
    valid_from: str
    reviewed: str
    languages: tuple[str, ...]
    undetected: tuple[str, ...]
    audience: tuple[str, ...]
    borrowed: dict[str, tuple[str, ...]]
    starts: bool
    first_tags: int
    penalty: str | None
    confirmed: dict[str, bool]
    grades: dict[tuple[str, str, str], Grade]
    sources: dict[str, str]

    def grade(self, language: str, family: str, connection: str) -> Grade | None:
        """The grade for that language if there is one, else the family's own; None: tells nothing of it."""
        return self.grades.get((language, family, connection)) or self.grades.get(("", family, connection))

    def understands(self, spoken: str, language: str) -> bool:
        """Whether a term in the language `spoken` is understood in a post in `language`."""
        if spoken == language or spoken in self.audience:
            return True
        return spoken in self.borrowed.get(language, ()) or spoken in self.borrowed.get("*", ())


def installed_packs() -> list[str]:
    """The jurisdictions that have rules."""
    folder = files("groundswell.disclosure").joinpath("data/rules")
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if not path.name.startswith("_"))


@cache
def rules_version() -> str:
    """Names the rules, data and code, that a verdict was made by: the day the rules were last reviewed and a hash of the files."""
    digest = hashlib.sha256()
    for folder in ("rules", "data", "data/lexicon", "data/rules"):
        for path in sorted(files("groundswell.disclosure").joinpath(folder).iterdir(), key=lambda path: path.name):
            if path.is_file():
                digest.update(path.read_bytes())
    reviewed = max(pack.reviewed for name in installed_packs() if (pack := rule_pack(name)))
    return f"{reviewed}.{digest.hexdigest()[:12]}"


@cache
def rule_pack(jurisdiction: str) -> RulePack | None:
    """The pack of a jurisdiction, or None when no rules are installed for it."""
    path = files("groundswell.disclosure").joinpath(f"data/rules/{jurisdiction}.toml")
    if not path.is_file():
        return None
    data = tomllib.loads(path.read_text("utf-8"))
    base = rule_pack(data["extends"]) if "extends" in data else None
    titles = {key: _title(entry) for key, entry in data["sources"].items()}
    named = data["rules"]
    rules = {rule: named.get(rule, named.get("default")) for rule in RULES}
    return RulePack(
        jurisdiction=data["jurisdiction"],
        name=data["name"],
        valid_from=data["valid_from"].isoformat(),
        reviewed=data["reviewed"].isoformat(),
        languages=tuple(data["languages"]) if "languages" in data else LANGUAGES,
        undetected=tuple(data["undetected"]),
        audience=tuple(data.get("audience", [])),
        borrowed={language: tuple(spoken) for language, spoken in data.get("borrowed", {}).items()},
        starts=data.get("starts", False),
        first_tags=data.get("first_tags", 0),
        penalty=data.get("penalty", base.penalty if base else None),
        confirmed={_title(entry): entry["confirmed"] for entry in data["sources"].values()},
        grades=(dict(base.grades) if base else {}) | _read_grades(data.get("grade", []), titles),
        sources=(dict(base.sources) if base else {}) | {rule: titles[key] for rule, key in rules.items() if key},
    )


def _title(entry: dict[str, Any]) -> str:
    title: str = entry["title"]
    if entry["dated"]:
        title += f", {entry['dated']}"
    return title if entry["confirmed"] else f"{title} (not confirmed)"


def _read_grades(entries: list[dict[str, Any]], titles: dict[str, str]) -> dict[tuple[str, str, str], Grade]:
    grades = {}
    for entry in entries:
        grade = Grade(entry["grade"], titles[entry["source"]], entry.get("advice", ""))
        for family in entry["families"]:
            for connection in entry.get("connections", MATERIAL):
                for language in entry.get("languages", [""]):
                    grades[language, family, connection] = grade
    return grades
