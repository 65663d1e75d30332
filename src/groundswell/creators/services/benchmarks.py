"""What is usual among comparable profiles, computed anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.spread import quantiles
from groundswell.creators.models import Account, Benchmark, Post, Reading
from groundswell.creators.queries.derivable import derivable
from groundswell.creators.queries.pace import growths, paces
from groundswell.creators.rules import tier_of
from groundswell.kit import clock
from groundswell.kit.estimates import median_estimate
from groundswell.platforms.queries import platforms_that_may_not

FEWEST = 10
LONGEST_NICHE = 60
Key = tuple[str, str, str, str]


class Profile(NamedTuple):
    pk: int
    platform: str
    followers: int
    engagement_rate: float | None
    topics: list[str]


def refresh_benchmarks() -> int:
    """Computes all benchmarks anew: over the public catalogue, and over each workspace's own profiles by its own tiers.
    Answers how many there are; groups of fewer than ten profiles have none."""
    workspaces = Workspace.objects.filter(pk__in=Account.objects.exclude(workspace=None).values("workspace"))
    return _refresh(None) + sum(_refresh(workspace) for workspace in workspaces)


@transaction.atomic
def _refresh(workspace: Workspace | None) -> int:
    groups: dict[Key, list[float]] = defaultdict(list)
    growth = growths(derivable(Reading.objects.filter(workspace=workspace)))
    pace = paces(Post.objects.filter(workspace=workspace))
    bounds = workspace.tier_bounds if workspace else None
    for profile in _profiles(workspace):
        tier = tier_of(profile.followers, bounds) or ""
        told = {
            "engagement_rate": profile.engagement_rate, "growth": growth.get(profile.pk),
            "posts_per_week": pace.get(profile.pk),
        }  # fmt: skip
        for niche in {"", *(topic.strip().lower()[:LONGEST_NICHE] for topic in profile.topics)}:
            for metric, value in told.items():
                if value is not None:
                    groups[profile.platform, tier, niche, metric].append(value)
    Benchmark.objects.filter(workspace=workspace).delete()
    rows = list(_rows(workspace, groups))
    Benchmark.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _rows(workspace: Workspace | None, groups: dict[Key, list[float]]) -> Iterator[Benchmark]:
    now = clock.now()
    for (platform, tier, niche, metric), values in groups.items():
        middle = median_estimate(values) if len(values) >= FEWEST else None
        if middle is not None and middle.low is not None and middle.high is not None:
            yield Benchmark(
                workspace=workspace, platform=platform, tier=tier, niche=niche, metric=metric, n=len(values),
                quantiles=quantiles(values), low=middle.low, high=middle.high, computed_at=now,
            )  # fmt: skip


def _profiles(workspace: Workspace | None) -> Iterable[Profile]:
    rows = Account.objects.filter(workspace=workspace, listed=True, followers__gt=0)
    if workspace is None:
        rows = rows.exclude(platform__in=platforms_that_may_not("may_derive"))
    return (Profile(*row) for row in rows.values_list(*Profile._fields).iterator(chunk_size=5000))
