"""Pairs of creators that may be one person."""

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import MergeSuggestion
from groundswell.kit.errors import NotFound


def open_suggestions(workspace: Workspace) -> QuerySet[MergeSuggestion]:
    """Those nobody has decided, the newest first."""
    found: QuerySet[MergeSuggestion] = (
        MergeSuggestion.objects.of(workspace)
        .filter(dismissed_at=None)
        .select_related("left__workspace", "right__workspace")
        .prefetch_related("left__accounts", "right__accounts")
        .order_by("-created_at", "-pk")
    )
    return found


def suggestion_of(workspace: Workspace, pk: int) -> MergeSuggestion:
    """The open suggestion of that id; `NotFound` otherwise."""
    found = open_suggestions(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no open suggestion {pk}.", where="suggestion")
    return found
