"""Reads of saved searches and their news."""

from django.db.models import Count, Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.discovery.models import SavedMatch, SavedSearch
from groundswell.kit.errors import NotFound

UNSEEN = Q(matches__news=True, matches__seen_at=None)


def saved_searches(workspace: Workspace) -> QuerySet[SavedSearch]:
    """By name, each with `unseen`: how many new people nobody has looked at."""
    rows = SavedSearch.objects.of(workspace).select_related("owner").annotate(unseen=Count("matches", filter=UNSEEN))
    found: QuerySet[SavedSearch] = rows.order_by("name", "pk")
    return found


def saved_search_of(workspace: Workspace, slug: str) -> SavedSearch:
    """`NotFound` where the workspace has none of that name."""
    found: SavedSearch | None = SavedSearch.objects.of(workspace).select_related("owner").filter(slug=slug).first()
    if found is None:
        raise NotFound(f"There is no saved search “{slug}” in this workspace.", where="search")
    return found


def news_of(search: SavedSearch) -> QuerySet[SavedMatch]:
    """Who matched since the watch began, the newest first."""
    rows = SavedMatch.objects.of(search.workspace).filter(search=search, news=True).select_related("account")
    found: QuerySet[SavedMatch] = rows.order_by("-found_at", "-pk")
    return found


def to_check() -> QuerySet[SavedSearch]:
    """Every watched search, the one looked at longest ago first."""
    rows = SavedSearch.objects.filter(watching=True).select_related("workspace", "owner")
    found: QuerySet[SavedSearch] = rows.order_by("checked_at", "pk")
    return found
