"""How often creators sell, as it was measured."""

from collections.abc import Collection
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.disclosure.models import Sponsoring


def sponsoring_of(workspace: Workspace, creators: Collection[int]) -> dict[int, Sponsoring]:
    """By creator; who was not measured yet is left out. One query."""
    rows = Sponsoring.objects.of(workspace).filter(creator__in=creators)
    return {row.creator_id: row for row in rows}


def sponsoring_document(row: Sponsoring) -> dict[str, Any]:
    """The published shape: shares of one with their 95 % interval, null where too few posts are known to tell."""
    low, high = row.interval or (None, None)
    return {
        "creator_id": row.creator_id,
        "share": row.share,
        "low": low,
        "high": high,
        "posts": row.posts,
        "advertising": {"labelled": row.labelled, "disclosed": row.disclosed, "likely": row.likely},
        "brands": [{"handle": handle, "posts": count} for handle, count in row.brands],
        "since": row.since,
        "measured_at": row.measured_at,
    }
