"""One deliverable, changed by one at a time."""

from groundswell.campaigns.models import Deliverable


def locked(deliverable: Deliverable) -> Deliverable:
    """The row as it is now, held until the transaction ends, with its people and campaign."""
    rows = Deliverable.objects.select_for_update(of=("self",))
    found: Deliverable = rows.select_related(
        "workspace", "participant__workspace", "participant__creator", "participant__campaign"
    ).get(pk=deliverable.pk)
    return found
