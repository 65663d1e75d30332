"""People of the workspace of whom no account is known: a search of profiles cannot find them."""

from django.db.models import Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator


def without_account(workspace: Workspace, text: str = "") -> QuerySet[Creator]:
    """By name; every word of `text` must stand in name, e-mail, city or topics."""
    found: QuerySet[Creator] = Creator.objects.of(workspace).filter(accounts=None).order_by("name", "pk")
    for word in text.split()[:10]:
        found = found.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(city__icontains=word) | Q(topics__icontains=word)
        )
    return found
