"""What a creator's posts may be worth, from what was paid and what came of it before."""

from groundswell.reports.fees.rules import CannotTell, Fee
from groundswell.reports.fees.suggesting import suggested_fee
from groundswell.reports.fees.words import fee_dict, fee_text

__all__ = ["CannotTell", "Fee", "fee_dict", "fee_text", "suggested_fee"]
