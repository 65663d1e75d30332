"""What was decided about somebody, and whether they agreed to be written to."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import ContactBasis, Decision


def decisions_of(workspace: Workspace, creator: Creator) -> QuerySet[Decision]:
    """Every accept and refuse with its reason, over all campaigns, newest first."""
    rows: QuerySet[Decision] = Decision.objects.of(workspace).filter(creator=creator)
    return rows.select_related("user", "campaign").order_by("-at", "-pk")


def consent_of(workspace: Workspace, creator: Creator) -> ContactBasis | None:
    """The newest consent to be written to that still stands."""
    live = ContactBasis.objects.of(workspace).filter(creator=creator, kind=ContactBasis.Kind.CONSENT, withdrawn_at=None)
    found: ContactBasis | None = live.order_by("-given_at", "-pk").first()
    return found


def bases_of(workspace: Workspace, creator: Creator) -> QuerySet[ContactBasis]:
    """On what footing somebody may be written to, with what was withdrawn, newest first."""
    rows: QuerySet[ContactBasis] = ContactBasis.objects.of(workspace).filter(creator=creator)
    return rows.select_related("user").order_by("-given_at", "-pk")


def basis_of(workspace: Workspace, pk: int) -> ContactBasis:
    """One footing of this workspace; `Http404` for anything else."""
    return get_object_or_404(ContactBasis.objects.of(workspace).select_related("creator"), pk=pk)
