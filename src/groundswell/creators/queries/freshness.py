"""How fresh a workspace's accounts on some networks are."""

from collections.abc import Iterable, Mapping
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

    def __add__(self, other: "Freshness") -> "Freshness":
        return Freshness(
            accounts=self.accounts + other.accounts,
            day=self.day + other.day,
            week=self.week + other.week,
            never=self.never + other.never,
            failing=self.failing + other.failing,
            newest=max(filter(None, (self.newest, other.newest)), default=None),
        )


NOTHING = Freshness(accounts=0, day=0, week=0, never=0, failing=0, newest=None)


def freshness(workspace: Workspace) -> dict[str, Freshness]:
    """By network, of the public accounts of the workspace's creators; what its files told is not read from a network."""
    now, read = clock.now(), "sync__refreshed_at"
    people = Creator.objects.of(workspace)
    of_people = Account.objects.filter(creators__in=people, workspace=None).values("pk")
    counts = Account.objects.filter(pk__in=of_people).values_list("platform").annotate(
        accounts=Count("pk"),
        day=Count("pk", filter=Q(**{f"{read}__gt": now - timedelta(days=1)})),
        week=Count("pk", filter=Q(**{f"{read}__gt": now - timedelta(days=7)})),
        never=Count("pk", filter=Q(**{read: None})),
        failing=Count("pk", filter=Q(sync__failures__gt=0)),
        newest=Max(read),
    )  # fmt: skip
    return {platform: Freshness(*figures) for platform, *figures in counts}


def together(found: Mapping[str, Freshness], networks: Iterable[str]) -> Freshness:
    """Several networks as one; `found` is what `freshness` gave."""
    return sum((found[name] for name in networks if name in found), start=NOTHING)
