"""Lists of creators."""

from django.db.models import Count, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.relationships.models import CreatorList


def lists(workspace: Workspace) -> QuerySet[CreatorList]:
    """The workspace's lists by name, each with `size`."""
    rows: QuerySet[CreatorList] = CreatorList.objects.of(workspace).annotate(size=Count("entries")).order_by("name")
    return rows


def list_of(workspace: Workspace, slug: str) -> CreatorList:
    """The list of that slug; `NotFound` when this workspace has none."""
    found: CreatorList | None = CreatorList.objects.of(workspace).filter(slug=slug).first()
    if found is None:
        raise NotFound(f"There is no list “{slug}”.", where=f"list {slug}")
    return found
