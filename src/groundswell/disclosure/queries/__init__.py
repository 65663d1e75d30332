"""Reads of disclosure: the ties a creator has, verdicts on posts, and the ledger."""

from groundswell.disclosure.queries.checks import check_of, checks_of, findings_beside, latest_check, with_verdict
from groundswell.disclosure.queries.ledger import LEDGER_COLUMNS, checks_with_creators, ledger_row, ledger_rows
from groundswell.disclosure.queries.ties import clause_of, connected_before, connection_of, ties_of

__all__ = [
    "LEDGER_COLUMNS",
    "check_of",
    "checks_of",
    "checks_with_creators",
    "clause_of",
    "connected_before",
    "connection_of",
    "findings_beside",
    "latest_check",
    "ledger_row",
    "ledger_rows",
    "ties_of",
    "with_verdict",
]
