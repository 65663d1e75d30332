"""Reads of disclosure: the ties a creator has, verdicts on posts, and the ledger."""

from groundswell.disclosure.queries.cases import STATES, Case, case_document, case_of, cases_of, is_settled
from groundswell.disclosure.queries.chain import ChainReport, verify_ledger
from groundswell.disclosure.queries.checks import check_of, checks_of, findings_beside, latest_check, with_verdict
from groundswell.disclosure.queries.ledger import LEDGER_COLUMNS, checks_with_creators, ledger_row, ledger_rows
from groundswell.disclosure.queries.sponsoring import sponsoring_document, sponsoring_of
from groundswell.disclosure.queries.suspected import Suspect, suspected_posts
from groundswell.disclosure.queries.ties import clause_of, connected_before, connection_of, ties_of

__all__ = [
    "LEDGER_COLUMNS",
    "STATES",
    "Case",
    "ChainReport",
    "Suspect",
    "case_document",
    "case_of",
    "cases_of",
    "check_of",
    "checks_of",
    "checks_with_creators",
    "clause_of",
    "connected_before",
    "connection_of",
    "findings_beside",
    "is_settled",
    "latest_check",
    "ledger_row",
    "ledger_rows",
    "sponsoring_document",
    "sponsoring_of",
    "suspected_posts",
    "ties_of",
    "verify_ledger",
    "with_verdict",
]
