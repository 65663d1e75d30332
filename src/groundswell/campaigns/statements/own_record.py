"""What a creator's own record holds of statements, and what of them stays when they are forgotten."""

from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Statement
from groundswell.campaigns.statements.billing import SUPPLIED, creator_billing
from groundswell.campaigns.statements.queries import statements
from groundswell.creators.models import Creator

NAMELESS = {"name": "An erased person", "address": "", "tax_id": ""}


def own_statements(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """Every paper with all it says, and what stands on the next one."""
    billing = creator_billing(creator)
    supplied = {name: getattr(billing, name) for name in SUPPLIED}
    return {
        "given": [row.content for row in statements(workspace, creator)],
        "supplied": supplied | {"self_billing_agreed_on": billing.agreed_on},
    }


def forget_on_statements(workspace: Workspace, creator: Creator) -> None:
    """Numbers and figures stay. The name goes, save from self-billing invoices and their credit notes: the law of most
    countries makes the brand keep invoices whole."""
    rows = Statement.objects.of(workspace).filter(creator=creator, content__agreed_on=None)
    for row in rows:
        Statement.objects.of(workspace).filter(pk=row.pk).update(content=row.content | {"creator": NAMELESS})
