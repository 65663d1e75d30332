"""What the links room has in a creator's own record."""

from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Code, Link, OrderClaim
from groundswell.links.queries import OrderFilter, address_of, clicks_by_creator, order_claims, totals


def own_results(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """Links, codes, and the sums of clicks and orders; no buyer."""
    clicks = clicks_by_creator(workspace).get(creator.pk)
    links = Link.objects.of(workspace).filter(creator=creator).select_related("domain").order_by("pk")
    codes = Code.objects.of(workspace).filter(creator=creator).order_by("pk")
    return {
        "links": [{"address": address_of(row), "made_at": row.created_at} for row in links],
        "codes": [{"code": row.code, "gives": row.discount} for row in codes],
        "claims": [
            {"order": str(row), "note": row.note, "state": row.state, "reason": row.reason, "filed_at": row.filed_at}
            for row in order_claims(workspace, creator=creator)
        ],
        "clicks": clicks.counted if clicks else 0,
        "orders": [
            {"currency": row.currency, "orders": row.orders, "net": row.net}
            for row in totals(workspace, OrderFilter(owed="yes", creator=creator.pk))
        ],
    }


def stop_links(workspace: Workspace, creator: Creator) -> None:
    """An erased person's links lead nowhere any more; orders stay credited to a row without a name."""
    Link.objects.of(workspace).filter(creator=creator).update(active=False, changed_at=clock.now())


def keep_accepted_claims(workspace: Workspace, creator: Creator) -> None:
    """What orders are owed by stays, without the creator's words; other claims go."""
    rows = OrderClaim.objects.of(workspace).filter(creator=creator)
    rows.exclude(state=OrderClaim.State.ACCEPTED).delete()
    rows.update(note="")
