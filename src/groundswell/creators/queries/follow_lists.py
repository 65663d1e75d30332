"""How far follow lists were read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from groundswell.creators.models import Account, FollowEdge


@dataclass(frozen=True, slots=True)
class FollowList:
    """How many people of a follow list are known, and when the list was last read."""

    direction: str
    people: int
    read_at: datetime


def follow_lists(accounts: Collection[Account]) -> dict[int, list[FollowList]]:
    """Account → its lists of followers and of whom it follows, as far as they were read."""
    rows = FollowEdge.objects.filter(account__in=accounts).values("account_id", "direction")
    found: dict[int, list[FollowList]] = {}
    for row in rows.annotate(people=Count("pk"), read_at=Max("last_seen_at")).order_by("account_id", "direction"):
        found.setdefault(row["account_id"], []).append(FollowList(row["direction"], row["people"], row["read_at"]))
    return found
