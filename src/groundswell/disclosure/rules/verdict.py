"""What the checker answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

Outcome = Literal["pass", "review", "fail"]
Severity = Literal["info", "review", "fail"]

_STRICTNESS: dict[Outcome, int] = {"pass": 0, "review": 1, "fail": 2}


def strictest(outcomes: Iterable[Outcome]) -> Outcome:
    """The strictest of `outcomes` (fail > review > pass); pass when there are none."""
    found = tuple(outcomes)
    return "fail" if "fail" in found else "review" if "review" in found else "pass"


def strictness(outcome: Outcome) -> int:
    """0 for pass, 1 for review, 2 for fail: a sort key."""
    return _STRICTNESS[outcome]


class Finding(NamedTuple):
    """One remark. `rule` is JURISDICTION.RULE; `span` counts code points of the post's text (None: elsewhere)."""

    rule: str
    severity: Severity
    span: tuple[int, int] | None
    message: str
    source: str
    fix: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "severity": self.severity,
            "span": None if self.span is None else list(self.span),
            "message": self.message,
            "source": self.source,
            "fix": self.fix,
        }


class Disclosure(NamedTuple):
    """The disclosure that counted best; `field` says where it stands, `span` is None outside the text."""

    term: str
    span: tuple[int, int] | None
    field: str

    def as_dict(self) -> dict[str, Any]:
        return {"term": self.term, "span": None if self.span is None else list(self.span)}


class Verdict(NamedTuple):
    """The answer for one post: the strictest outcome, each jurisdiction's own, and why."""

    id: str | int
    verdict: Outcome
    jurisdictions: dict[str, Outcome]
    findings: list[Finding]
    disclosure: Disclosure | None
    language: str | None

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape that the command line and the API promise."""
        return {
            "id": self.id,
            "verdict": self.verdict,
            "jurisdictions": dict(self.jurisdictions),
            "findings": [finding.as_dict() for finding in self.findings],
            "disclosure": None if self.disclosure is None else self.disclosure.as_dict(),
        }
