"""The disclosure checker: a post in, a verdict out. Pure: no database, no network, no clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from pydantic import ValidationError

from groundswell.disclosure.rules.evaluate import evaluate
from groundswell.disclosure.rules.fix import find_fix
from groundswell.disclosure.rules.post import HALF_CHARACTER, Post
from groundswell.disclosure.rules.verdict import Disclosure, Finding, Verdict


class _Answer(Protocol):
    def as_dict(self) -> dict[str, Any]: ...


def check_post(post: Post) -> Verdict:
    """Check one post for every jurisdiction it names.

    Findings that are not merely informative carry `fix`, a caption that passes, wherever a caption can put it
    right (not for a video whose own words lack the disclosure).
    """
    evaluation = evaluate(post)
    fix = None if evaluation.outcome == "pass" else find_fix(post, evaluation)
    findings = [f for judgement in evaluation.judgements.values() for f in judgement.findings]
    if fix:
        findings = [f if f.severity == "info" else Finding(*f[:-1], fix) for f in findings]
    best = next((judgement.best for judgement in evaluation.judgements.values() if judgement.best), None)
    return Verdict(
        id=post.id,
        verdict=evaluation.outcome,
        jurisdictions={name: judgement.outcome for name, judgement in evaluation.judgements.items()},
        findings=findings,
        disclosure=Disclosure(best.quote, best.span, best.reading.field) if best else None,
        language=evaluation.language,
    )


def check_line(raw: str) -> dict[str, Any]:
    """Check one line of JSON; a bad line answers {"id", "error"} and never raises."""
    return answer_line(raw, check_post)


def answer_line(raw: str, answer: Callable[[Post], _Answer]) -> dict[str, Any]:
    """What `answer` says of the post in one line of JSON; a bad line answers {"id", "error"} and never raises."""
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        return {"id": None, "error": f"not JSON: {problem}"}
    if not isinstance(entry, dict):
        return {"id": None, "error": "a line must hold one JSON object"}
    try:
        post = Post.model_validate(entry)
    except ValidationError as problem:
        return {"id": _readable_id(entry.get("id")), "error": _describe(problem)}
    return answer(post).as_dict()


def check_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Answer each line in order; blank lines are passed over."""
    return (check_line(line) for line in lines if line.strip())


def _readable_id(value: object) -> str | int | None:
    if isinstance(value, str):
        return None if HALF_CHARACTER.search(value) else value
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _describe(problem: ValidationError) -> str:
    parts = []
    for error in problem.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(step) for step in error["loc"]) or "post"
        parts.append(f"{where}: {error['msg'].removeprefix('Value error, ')}")
    return "; ".join(parts)
