"""Rule packs: what one jurisdiction accepts, from dated data in data/rules."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

MATERIAL = ("paid", "gifted", "affiliate", "employee", "family")
GradeName = Literal["strong", "weak", "ambiguous", "inadequate"]


class Grade(NamedTuple):
    """What a family of terms is worth for a connection; `advice` is shown with it."""

    grade: GradeName
    source: str
    advice: str


class RulePack(NamedTuple):
    """One jurisdiction's rules. `grades` is keyed by (language or "", family, connection)."""

    jurisdiction: str
    name: str
    valid_from: str
    reviewed: str
    languages: tuple[str, ...]
    undetected: tuple[str, ...]
    grades: dict[tuple[str, str, str], Grade]
    sources: dict[str, str]

    def grade(self, language: str, family: str, connection: str) -> Grade | None:
        """The grade for that language if there is one, else the family's own; None: tells nothing of it."""
        return self.grades.get((language, family, connection)) or self.grades.get(("", family, connection))


def installed_packs() -> list[str]:
    """The jurisdictions that have rules."""
    folder = files("groundswell.disclosure").joinpath("data/rules")
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir())


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
    rules = {rule: titles[key] for rule, key in data["rules"].items()}
    return RulePack(
        jurisdiction=data["jurisdiction"],
        name=data["name"],
        valid_from=data["valid_from"].isoformat(),
        reviewed=data["reviewed"].isoformat(),
        languages=tuple(data["languages"]),
        undetected=tuple(data["undetected"]),
        grades=(dict(base.grades) if base else {}) | _read_grades(data.get("grade", []), titles),
        sources=(dict(base.sources) if base else {}) | rules,
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
            for connection in entry["connections"]:
                grades[entry.get("language", ""), family, connection] = grade
    return grades
