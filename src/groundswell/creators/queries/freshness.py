"""How fresh a workspace's accounts on some networks are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock


@dataclass(frozen=True, slots=True)
class Freshness:
    """Accounts that are followed: how many, read within a day and within a week, never yet, failing; the newest read."""

    accounts: int
    day: int
    week: int
    never: int
    failing: int
    newest: datetime | None


def freshness(workspace: Workspace, platforms: Collection[str]) -> Freshness:
    """Of the public accounts of the workspace's creators; what its files told is not read from a network."""
    now, read = clock.now(), "sync__refreshed_at"
    people = Creator.objects.of(workspace)
    of_people = Account.objects.filter(creators__in=people, workspace=None, platform__in=platforms).values("pk")
    counts = Account.objects.filter(pk__in=of_people).aggregate(
        accounts=Count("pk"),
        day=Count("pk", filter=Q(**{f"{read}__gt": now - timedelta(days=1)})),
        week=Count("pk", filter=Q(**{f"{read}__gt": now - timedelta(days=7)})),
        never=Count("pk", filter=Q(**{read: None})),
        failing=Count("pk", filter=Q(sync__failures__gt=0)),
        newest=Max(read),
    )
    return Freshness(**counts)
