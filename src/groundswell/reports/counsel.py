"""The disclosure report for counsel: each case with its ties, rules, evidence, requests and outcome."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from groundswell.accounts.models import Workspace
from groundswell.disclosure.models import DisclosureCheck, LedgerEntry
from groundswell.disclosure.queries import Case, ChainReport, cases_of, verify_ledger
from groundswell.disclosure.rules.rulepack import rule_pack
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.tables import CONTENT_TYPES as TABLE_TYPES
from groundswell.kit.tables import write_table
from groundswell.reports.fonts import unprintable

LAYOUT = Path(__file__).parent / "layouts" / "counsel.typ"
CONTENT_TYPES = {"pdf": "application/pdf", "csv": TABLE_TYPES["csv"]}
STATES = {"fine": "never anything but a pass", "open": "open", "asked": "fix asked for", "closed": "closed"}
METHOD = (
    "Every figure above counts cases of this report; each case and each of its verdicts is listed with its own evidence.",
    "A verdict is the checker's: pass, fail, or review where the rules leave it to a person. It is a help for a marketer, not legal advice.",
    "Sources marked “not confirmed” rest on secondary sources or common practice.",
    "The text judged is known by its SHA-256; the text itself stands in the CSV beside this report unless it had to be forgotten.",
    "The ledger's entries are chained: each holds the hash of the one before. The head printed here shows later that nothing was changed or cut off (groundswell disclosure verify --head).",
)
COLUMNS = {
    "case": "Case", "state": "State", "creator": "Creator", "account": "Account", "url": "Post", "checked_at": "Checked at (UTC)",
    "verdict": "Verdict", "jurisdictions": "Places", "connection": "Tie", "ties": "Evidence of the tie", "rules": "Rules",
    "findings": "Findings", "sources": "Sources", "rules_version": "Rules version", "rules_valid_from": "Rules valid from",
    "text_sha256": "SHA-256 of the text", "text": "Text judged", "fix_requested_at": "Fix asked for", "decision": "Decision",
    "decision_note": "Reason", "entry": "Ledger entry", "entry_hash": "Hash of the entry",
}  # fmt: skip


@dataclass(frozen=True)
class CounselReport:
    """Everything at one moment; `verdicts` are the chain's entries by check."""

    workspace: Workspace
    as_of: datetime
    cases: list[Case]
    chain: ChainReport
    verdicts: dict[int, LedgerEntry]

    @property
    def counts(self) -> Counter[str]:
        """How many cases are in each state."""
        return Counter(case.state for case in self.cases)


def counsel_report(workspace: Workspace) -> CounselReport:
    """The report of one workspace, in a constant number of queries."""
    entries = LedgerEntry.objects.of(workspace).filter(kind="verdict", check_made__isnull=False)
    verdicts = {entry.content["check"]: entry for entry in entries}
    return CounselReport(workspace, clock.now(), cases_of(workspace), verify_ledger(workspace), verdicts)


def write_counsel_report(report: CounselReport, format: str) -> bytes:
    """The report as "pdf" or "csv"."""
    if format == "csv":
        return write_table(counsel_rows(report), COLUMNS, "csv")
    if format == "pdf":
        return typst.compile(LAYOUT, sys_inputs={"data": json.dumps(_document(report))})
    raise BadInput(f"“{format}” is not a format of this report.", where="format", cure="Use pdf or csv.")


def counsel_rows(report: CounselReport) -> list[dict[str, Any]]:
    """One row a verdict, cases in the report's order, a case's verdicts oldest first."""
    return [
        _row(report, number, case, check) for number, case in enumerate(report.cases, start=1) for check in case.checks
    ]


def _row(report: CounselReport, number: int, case: Case, check: DisclosureCheck) -> dict[str, Any]:
    entry = report.verdicts.get(check.pk)
    said = entry.content if entry else {}
    return {
        "case": number,
        "state": STATES[case.state],
        "creator": check.creator_name or "",  # type: ignore[attr-defined]  # annotated by checks_with_creators
        "account": str(check.post.account),
        "url": check.post.url,
        "checked_at": _moment(check.checked_at),
        "verdict": check.verdict,
        "jurisdictions": _joined(f"{place}: {outcome}" for place, outcome in check.jurisdictions.items()),
        "connection": check.connection,
        "ties": _joined(f"{t['kind']} since {t['since'] or 'unknown'}: {t['evidence']}" for t in said.get("ties", [])),
        "rules": _joined(finding["rule"] for finding in check.findings),
        "findings": _joined(finding["message"] for finding in check.findings),
        "sources": _joined(finding["source"] for finding in check.findings if finding["source"]),
        "rules_version": check.rules_version,
        "rules_valid_from": _joined(f"{place}: {day}" for place, day in said.get("rules_valid_from", {}).items()),
        "text_sha256": check.text_sha256,
        "text": check.text,
        "fix_requested_at": _moment(check.fix_requested_at),
        "decision": check.decision,
        "decision_note": check.decision_note,
        "entry": entry.number if entry else "",
        "entry_hash": entry.hash if entry else "",
    }


def _document(report: CounselReport) -> dict[str, Any]:
    rows = counsel_rows(report)
    bad = [row for row in rows if row["state"] != STATES["fine"]]
    fine = [row for row in rows if row["state"] == STATES["fine"]]
    places = sorted({place for case in report.cases for check in case.checks for place in check.jurisdictions})
    return {
        "workspace": report.workspace.name,
        "as_of": f"{report.as_of:%-d %B %Y, %H:%M} UTC",
        "cards": _cards(report),
        "chain": report.chain.as_dict(),
        "cases": _grouped(bad),
        "fine": fine,
        "places": [pack for code in places if (pack := _place(code))],
        "method": [
            *METHOD,
            *filter(None, [unprintable(" ".join(f"{r['creator']} {r['findings']} {r['text']}" for r in rows))]),
        ],
    }


def _cards(report: CounselReport) -> list[dict[str, str]]:
    counts, verdicts = report.counts, sum(len(case.checks) for case in report.cases)
    return [
        {"label": "Posts judged", "value": f"{len(report.cases):,}", "hint": f"{verdicts:,} verdicts"},
        {"label": "Never a fault", "value": f"{counts['fine']:,}", "hint": "only passes"},
        {"label": "Put right", "value": f"{counts['closed']:,}", "hint": "closed after a fault"},
        {
            "label": "Not yet",
            "value": f"{counts['open'] + counts['asked']:,}",
            "hint": f"{counts['asked']:,} asked for",
        },
    ]


def _grouped(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    cases: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        cases.setdefault(row["case"], []).append(row)
    return list(cases.values())


def _place(code: str) -> dict[str, str] | None:
    pack = rule_pack(code)
    if pack is None:
        return None
    return {
        "name": pack.name,
        "valid_from": pack.valid_from,
        "reviewed": pack.reviewed,
        "penalty": pack.penalty or "not known",
    }


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""
