"""The grid: one row per relationship, sorted and filtered like the spreadsheet it replaces."""

from django.db.models import F, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.relationships.models import Relationship
from groundswell.relationships.queries.board import with_parts
from groundswell.relationships.queries.filters import Filters, with_followers

SORTS = {
    "name": "creator__name",
    "stage": "stage",
    "owner": "owner__email",
    "fit": "fit",
    "followers": "followers",
    "next_step_on": "next_step_on",
    "changed_at": "changed_at",
}


def grid(workspace: Workspace, filters: Filters, sort: str = "") -> QuerySet[Relationship]:
    """The rows that pass the filters; `sort` is a key of SORTS, with "-" for descending. Unknown values come last."""
    name, descending = sort.lstrip("-"), sort.startswith("-")
    column = F(SORTS.get(name, "creator__name"))
    order = column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)
    return with_parts(filters.apply(workspace)).order_by(order, "pk")


def grid_row(workspace: Workspace, creator_id: int) -> Relationship:
    """One creator's row; `NotFound` when this workspace has none."""
    row = with_parts(with_followers(Relationship.objects.of(workspace))).filter(creator_id=creator_id).first()
    if row is None:
        raise NotFound("There is no such creator on the board.", where=f"creator {creator_id}")
    return row
