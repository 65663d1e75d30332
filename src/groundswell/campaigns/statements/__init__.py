"""Statements, self-billing invoices and credit notes of commission that was paid."""

from groundswell.campaigns.statements.billing import (
    agree_self_billing,
    brand_billing,
    creator_billing,
    lacking,
    save_brand_billing,
    supply_billing,
)
from groundswell.campaigns.statements.issuing import issue_statements
from groundswell.campaigns.statements.queries import (
    statement_document,
    statement_of,
    statements,
    statements_of_payout,
)
from groundswell.campaigns.statements.yearly import day_of, year_content

__all__ = [
    "agree_self_billing",
    "brand_billing",
    "creator_billing",
    "day_of",
    "issue_statements",
    "lacking",
    "save_brand_billing",
    "statement_document",
    "statement_of",
    "statements",
    "statements_of_payout",
    "supply_billing",
    "year_content",
]
