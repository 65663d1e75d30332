"""What was decided about somebody, and whether they agreed to be written to."""

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import ContactBasis, Decision


def decisions_of(workspace: Workspace, creator: Creator) -> QuerySet[Decision]:
    """Every accept and refuse with its reason, over all campaigns, newest first."""
    rows: QuerySet[Decision] = Decision.objects.of(workspace).filter(creator=creator)
    return rows.select_related("user", "campaign").order_by("-at", "-pk")


def consent_of(workspace: Workspace, creator: Creator) -> ContactBasis | None:
    """The newest consent to be written to that still stands."""
    live = ContactBasis.objects.of(workspace).filter(creator=creator, withdrawn_at=None)
    found: ContactBasis | None = live.order_by("-given_at", "-pk").first()
    return found


def contact_bases(workspace: Workspace, creator: Creator) -> QuerySet[ContactBasis]:
    """Everything on record that lets somebody write to the creator, newest first, ended ones too."""
    rows: QuerySet[ContactBasis] = ContactBasis.objects.of(workspace).filter(creator=creator)
    return rows.order_by("-given_at", "-pk")
