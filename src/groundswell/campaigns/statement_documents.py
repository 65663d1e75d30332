"""What API and command line answer about how creators stand on statements."""

from typing import Any

from groundswell.campaigns.statements import creator_billing, lacking
from groundswell.campaigns.statements.billing import SUPPLIED
from groundswell.creators.models import Creator


def billing_document(creator: Creator) -> dict[str, Any]:
    """What was supplied and agreed; `lacking` in words, `agreed_on` null where self-billing was not agreed."""
    row = creator_billing(creator)
    return {
        "creator_id": creator.pk, **{name: getattr(row, name) for name in SUPPLIED}, "supplied_at": row.supplied_at,
        "agreed_on": row.agreed_on, "tax_note": row.tax_note, "lacking": lacking(creator.workspace, row),
    }  # fmt: skip
