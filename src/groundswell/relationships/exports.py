"""The grid as a table."""

from collections.abc import Iterator
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.queries import main_account, tier_of
from groundswell.relationships.models import Relationship, Stage
from groundswell.relationships.queries.filters import Filters
from groundswell.relationships.queries.grid import grid

COLUMNS = (
    "name",
    "email",
    "platform",
    "handle",
    "followers",
    "tier",
    "stage",
    "owner",
    "fit",
    "summary",
    "values",
    "next_step",
    "next_step_on",
    "tags",
    "reason",
    "changed_at",
)


def relationship_rows(workspace: Workspace, filters: Filters | None = None, sort: str = "") -> Iterator[dict[str, Any]]:
    """One row per relationship that passes the filters, in the grid's order."""
    for row in grid(workspace, filters or Filters(), sort).iterator(chunk_size=500):
        yield _row(workspace, row)


def _row(workspace: Workspace, row: Relationship) -> dict[str, Any]:
    account = main_account(row.creator)
    followers = account.followers if account else None
    return {
        "name": row.creator.name,
        "email": row.creator.email,
        "platform": account.platform if account else "",
        "handle": account.handle if account else "",
        "followers": followers,
        "tier": tier_of(workspace, followers),
        "stage": str(Stage(row.stage).label),
        "owner": str(row.owner) if row.owner else "",
        "fit": row.fit,
        "summary": row.summary,
        "values": row.values,
        "next_step": row.next_step,
        "next_step_on": row.next_step_on,
        "tags": ", ".join(sorted(tag.name for tag in row.tags.all())),
        "reason": row.reason,
        "changed_at": row.changed_at,
    }
