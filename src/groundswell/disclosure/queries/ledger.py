"""The ledger of verdicts as people and files see it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from groundswell.accounts.models import Workspace
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries.checks import checks_of
from groundswell.tracking.models import PostMatch

LEDGER_COLUMNS = {
    "checked_at": "Checked at (UTC)",
    "verdict": "Verdict",
    "creator": "Creator",
    "account": "Account",
    "url": "Post",
    "connection": "Tie",
    "jurisdictions": "Places",
    "rules": "Rules",
    "findings": "Findings",
    "sources": "Sources",
    "rules_version": "Rules version",
    "text_sha256": "SHA-256 of the text",
    "text": "Text judged",
    "fix_requested_at": "Fix asked for",
}


def checks_with_creators(workspace: Workspace, *, verdict: str = "") -> QuerySet[DisclosureCheck]:
    """The ledger with `creator_name` and `match_id` of whoever submitted the post; only one verdict if named."""
    match = PostMatch.objects.filter(post=OuterRef("post"), workspace=OuterRef("workspace")).order_by("pk")
    checks = checks_of(workspace).annotate(
        creator_name=Subquery(match.values("participant__creator__name")[:1]), match_id=Subquery(match.values("pk")[:1])
    )
    return checks.filter(verdict=verdict) if verdict else checks


def ledger_rows(workspace: Workspace, *, verdict: str = "") -> Iterator[dict[str, Any]]:
    """The ledger as rows of `LEDGER_COLUMNS`, for files."""
    return map(ledger_row, checks_with_creators(workspace, verdict=verdict).iterator(chunk_size=500))


def ledger_row(check: DisclosureCheck) -> dict[str, Any]:
    """One check of `checks_with_creators` as a row."""
    remarks = [finding for finding in check.findings if finding["severity"] != "info"] or check.findings
    return {
        "checked_at": _moment(check.checked_at),
        "verdict": check.verdict,
        "creator": check.creator_name or "",  # type: ignore[attr-defined]  # annotated
        "account": str(check.post.account),
        "url": check.post.url,
        "connection": check.connection,
        "jurisdictions": _joined(f"{place}: {verdict}" for place, verdict in check.jurisdictions.items()),
        "rules": _joined(finding["rule"] for finding in remarks),
        "findings": _joined(finding["message"] for finding in remarks),
        "sources": _joined(finding["source"] for finding in remarks if finding["source"]),
        "rules_version": check.rules_version,
        "text_sha256": check.text_sha256,
        "text": check.text,
        "fix_requested_at": _moment(check.fix_requested_at) if check.fix_requested_at else "",
    }


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"
