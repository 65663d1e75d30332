"""Commission: earned by orders, due after the return window, paid out in batches."""

from groundswell.campaigns.commissions.files import FORMATS, payout_file
from groundswell.campaigns.commissions.payouts import cancel_payout, make_payout, mark_paid
from groundswell.campaigns.commissions.queries import (
    Balance,
    balances,
    commission_rows,
    earned_by,
    payout_of,
    payout_rows,
    payouts,
    yearly_totals,
)
from groundswell.campaigns.commissions.settling import settle_all_commissions, settle_commissions

__all__ = [
    "FORMATS",
    "Balance",
    "balances",
    "cancel_payout",
    "commission_rows",
    "earned_by",
    "make_payout",
    "mark_paid",
    "payout_file",
    "payout_of",
    "payout_rows",
    "payouts",
    "settle_all_commissions",
    "settle_commissions",
    "yearly_totals",
]
