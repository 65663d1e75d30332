"""What of this room can be taken out as a table."""

from collections.abc import Iterator, Mapping
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.commissions.queries import COLUMNS as COMMISSION_COLUMNS
from groundswell.campaigns.commissions.queries import commission_rows
from groundswell.campaigns.models import Deliverable
from groundswell.creators.exports import Export

COLUMNS = (
    "campaign",
    "creator",
    "activity",
    "platform",
    "requirements",
    "window_start",
    "due_on",
    "fee_share",
    "state",
)


def deliverable_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    """What was agreed, campaign by campaign, soonest due first."""
    rows = Deliverable.objects.of(workspace).order_by("participant__campaign__slug", "due_on", "pk")
    own = ("activity", "platform", "requirements", "window_start", "due_on", "fee_share", "state")
    found = rows.values_list("participant__campaign__slug", "participant__creator__name", *own)
    for values in found.iterator():
        yield dict(zip(COLUMNS, values, strict=True))


EXPORTS = (
    Export("deliverables", COLUMNS, deliverable_rows),
    Export("commissions", COMMISSION_COLUMNS, commission_rows),
)
