"""Changing in which order the signs on an order speak."""

from collections.abc import Sequence

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.links.models import Order, Precedence
from groundswell.links.queries.surveys import precedence_of
from groundswell.links.rules.surveys import checked_precedence
from groundswell.links.services.attribution import BATCH, attribute


@transaction.atomic
def set_precedence(*, workspace: Workspace, order: Sequence[str], user: User | None = None) -> Sequence[str]:
    """The strongest sign first; one that is left out decides nothing. `attribute_anew` brings the orders in line."""
    before, after = list(precedence_of(workspace)), list(checked_precedence(order))
    Precedence.objects.update_or_create(workspace=workspace, defaults={"order": after})
    detail = {"before": before, "after": after}
    record_audit(workspace=workspace, user=user, action="precedence.changed", subject=workspace.slug, detail=detail)
    return after


def attribute_anew(*, workspace: Workspace) -> int:
    """Looks at every order of the workspace again; how many changed hands. Doing it again changes nothing."""
    ids = list(Order.objects.of(workspace).order_by("pk").values_list("pk", flat=True))
    return sum(
        attribute(
            workspace=workspace, orders=list(Order.objects.of(workspace).filter(pk__in=ids[start : start + BATCH]))
        )
        for start in range(0, len(ids), BATCH)
    )
