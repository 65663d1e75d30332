"""Whom a search leaves out: those on lists, and those the brand has written to already."""

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import SearchQuery

# The board lies in a room above; the relation back from a creator is all that is needed of it.
CONTACTED = ("contacted", "in_conversation", "agreed", "live", "completed", "declined", "ghosted")


def left_out(workspace: Workspace, query: SearchQuery) -> tuple[int, ...]:
    """The accounts, in order; `BadQuery` names a list that is not there."""
    found: set[int | None] = set()
    if query.exclude_lists:
        found |= _on_lists(workspace, query.exclude_lists)
    if query.exclude_contacted:
        people = Creator.objects.of(workspace).filter(relationship__stage__in=CONTACTED)
        found |= set(people.values_list("accounts", flat=True))
    return tuple(sorted(pk for pk in found if pk is not None))


def _on_lists(workspace: Workspace, slugs: list[str]) -> set[int | None]:
    lists = Creator._meta.get_field("lists").related_model._default_manager.filter(workspace=workspace)
    known = set(lists.filter(slug__in=slugs).values_list("slug", flat=True))
    for n, slug in enumerate(slugs):
        if slug not in known:
            raise BadQuery(f"There is no list “{slug}”.", where=f"exclude_lists.{n}")
    members = Creator.objects.of(workspace).filter(lists__slug__in=known, lists__workspace=workspace)
    return set(members.values_list("accounts", flat=True))
