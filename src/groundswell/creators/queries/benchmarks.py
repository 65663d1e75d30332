"""Where a profile stands among comparable ones."""

from dataclasses import dataclass

from groundswell.accounts.models import Workspace
from groundswell.creators import rules
from groundswell.creators.audience.spread import percentile
from groundswell.creators.models import Account, Benchmark, Post, Reading
from groundswell.creators.queries.derivable import derivable
from groundswell.creators.queries.pace import growths, paces

LABELS = {"engagement_rate": "Engagement rate", "growth": "Growth in 30 days", "posts_per_week": "Posts a week"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One metric of a profile beside what is usual. `value` and `percentile` (0 to 1) are None where it is unknown."""

    benchmark: Benchmark
    value: float | None
    percentile: float | None

    @property
    def label(self) -> str:
        """The metric in words."""
        return LABELS[self.benchmark.metric]


def compared(workspace: Workspace, account: Account) -> list[Compared]:
    """The profile's engagement rate, growth and posting pace beside the benchmarks of its network and tier: for all, and for each of its topics, the
    public catalogue's and the workspace's own apart. Empty while there is none."""
    readings = Reading.objects.visible_to(workspace).filter(account=account)
    posts = Post.objects.visible_to(workspace).filter(account=account)
    values = {
        "engagement_rate": account.engagement_rate, "growth": growths(derivable(readings)).get(account.pk), "posts_per_week": paces(posts).get(account.pk),
    }  # fmt: skip
    tier = rules.tier_of(account.followers, workspace.tier_bounds)
    niches = ["", *(topic.strip().lower() for topic in account.topics)]
    rows = Benchmark.objects.visible_to(workspace).filter(platform=account.platform, tier=tier or "", niche__in=niches)
    order = list(LABELS)
    found = sorted(rows, key=lambda row: (order.index(row.metric), row.niche, row.workspace_id is not None))
    return [_compared(row, values.get(row.metric)) for row in found]


def _compared(row: Benchmark, value: float | None) -> Compared:
    return Compared(row, value, None if value is None else percentile(value, row.quantiles))
