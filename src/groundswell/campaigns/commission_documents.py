"""What API and command line answer about payouts."""

from typing import Any

from groundswell.campaigns.commissions import payout_rows
from groundswell.campaigns.models import Payout


def payout_document(payout: Payout) -> dict[str, Any]:
    """One batch with its rows; amounts as text, so that nothing is rounded."""
    rows = [
        {
            "creator_id": row.creator_id,
            "creator": row.creator.name if row.creator else "",
            "amount": f"{row.amount:.2f}",
        }
        for row in payout_rows(payout)
    ]
    return {
        "id": payout.pk, "currency": payout.currency, "state": payout.state, "reference": payout.reference,
        "paid_on": payout.paid_on, "made_at": payout.made_at, "rows": rows,
    }  # fmt: skip
