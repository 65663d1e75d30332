"""One jurisdiction's judgement of a post that has been read."""

from __future__ import annotations

from typing import NamedTuple

from groundswell.disclosure.rules.assess import (
    Assessment,
    Case,
    Passage,
    PlacedTerm,
    assess,
    explain_problems,
    place_under,
)
from groundswell.disclosure.rules.lexicon import ADVERTISING
from groundswell.disclosure.rules.rulepack import MATERIAL, RulePack
from groundswell.disclosure.rules.verdict import Finding, Outcome, Severity, strictest


class Judgement(NamedTuple):
    """A jurisdiction's outcome, its findings, and the term that counted best (never an inadequate one)."""

    outcome: Outcome
    findings: list[Finding]
    best: PlacedTerm | None


def judge(case: Case, pack: RulePack) -> Judgement:
    """Judge by one rule pack: the best-standing term decides, then what speaks against it."""
    best = min((assess(placed, case, pack) for placed in case.terms), key=lambda a: a.rank, default=None)
    term = best.placed if best and best.grade and best.grade.grade != "inadequate" else None
    if case.connection not in MATERIAL and (best is None or best.outcome != "pass"):
        return Judgement(*_judge_unconnected(case, pack), term)
    if not case.assessable:
        return Judgement(*_judge_unseen(case, pack), term)
    if best is None:
        return Judgement(*_judge_without_terms(case, pack), None)
    findings = _explain(best, case, pack)
    if case.denial:
        findings.append(_weigh_denial(case, best, case.denial, pack))
    outcome = strictest([best.outcome, *(f.severity for f in findings if f.severity != "info")])
    if outcome == "fail" and case.label:
        findings.append(_label_finding(pack))
    return Judgement(outcome, findings, term)


def judge_without_rules(jurisdiction: str) -> Judgement:
    """The answer for a jurisdiction without a pack: never a pass."""
    message = f"No rules are installed for {jurisdiction} yet; a person has to decide."
    finding = Finding(f"{jurisdiction}.no-rules", "review", None, message, "none installed")
    return Judgement("review", [finding], None)


def _judge_unconnected(case: Case, pack: RulePack) -> tuple[Outcome, list[Finding]]:
    if case.sign:
        known = "is said to be none" if case.connection == "none" else "is not known"
        message = f'"{case.sign.quote}" looks like promotion, but the connection {known}; find out and disclose it.'
        return "review", [_finding(pack, "undeclared", "review", message, case.sign.span)]
    if case.connection == "unknown" and not case.assessable:
        message = "The connection is not known and the video was not seen; add its on-screen text or transcript."
        return "review", [_finding(pack, "unassessable", "review", message)]
    message = "No sign of promotion was found: nothing to disclose."
    return "pass", [_finding(pack, "undeclared", "info", message)]


def _judge_unseen(case: Case, pack: RulePack) -> tuple[Outcome, list[Finding]]:
    message = "This cannot be assessed without its on-screen text or transcript; add one of them."
    findings = [_finding(pack, "unassessable", "review", message)]
    if not case.denial or case.connection != "paid":
        return "review", findings
    message = f'"{case.denial.quote}" denies the connection.'
    return "fail", [_finding(pack, "denied", "fail", message, case.denial.span), *findings]


def _judge_without_terms(case: Case, pack: RulePack) -> tuple[Outcome, list[Finding]]:
    if case.language and case.language not in pack.languages:
        outcome: Outcome = "review"
        message = f'The post is in "{case.language}", and disclosures in that language are not known here.'
        findings = [_finding(pack, "no-terms", "review", message)]
    else:
        outcome = "fail"
        findings = [
            _finding(pack, "missing", "fail", f"No disclosure was found; the connection is: {case.connection}.")
        ]
    if case.denial:
        outcome = "fail"
        message = f'"{case.denial.quote}" denies the connection.'
        findings.append(_finding(pack, "denied", "fail", message, case.denial.span))
    if case.label:
        findings.append(_label_finding(pack))
    return outcome, findings


def _explain(best: Assessment, case: Case, pack: RulePack) -> list[Finding]:
    placed = best.placed
    if best.outcome != "pass":
        problems = explain_problems(best, case, pack)
        return [
            Finding(f"{pack.jurisdiction}.{p.rule}", p.severity, placed.span, p.message, p.source) for p in problems
        ]
    if best.grade is None:
        return []
    message = f'"{placed.quote}" is an acceptable disclosure. {place_under(placed, pack).message}'
    if best.grade.grade == "weak":
        message += f" {best.grade.advice}"
    return [Finding(f"{pack.jurisdiction}.wording", "info", placed.span, message.rstrip(), best.grade.source)]


def _weigh_denial(case: Case, best: Assessment, denial: Passage, pack: RulePack) -> Finding:
    """A paid post may not be denied; a gift that is "not sponsored" is only remarked on."""
    severity: Severity = "info"
    message = f'"{denial.quote}" may confuse readers.'
    if case.connection == "paid":
        severity, message = "fail", f'"{denial.quote}" contradicts the connection; take it out.'
    elif best.placed.term.family.name in ADVERTISING:
        severity, message = "review", f'"{denial.quote}" contradicts the disclosure.'
    return _finding(pack, "denied", severity, message, denial.span)


def _label_finding(pack: RulePack) -> Finding:
    message = "The platform's own label does not stand in for a disclosure in the post."
    return _finding(pack, "label", "info", message)


def _finding(
    pack: RulePack, rule: str, severity: Severity, message: str, span: tuple[int, int] | None = None
) -> Finding:
    return Finding(f"{pack.jurisdiction}.{rule}", severity, span, message, pack.sources[rule])
