"""How a post does over time: its figures by age, the creator's own normal, and what is odd about it, with evidence."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from groundswell.accounts.models import Workspace
from groundswell.creators import rules
from groundswell.creators.models import Benchmark, Post, PostVersion, Reading
from groundswell.creators.rules import ENGAGEMENT_METRICS
from groundswell.platforms.queries import platforms_that_may_not
from groundswell.tracking.rules.curves import AGES, Normal, at_age, bursts, normal_of, standing_of

NEWEST = 60  # other posts of the account that its normal is made of
NOT_ALLOWED = "The network’s terms do not let figures be worked out of its own."
GUIDE = "4 % for 1,000 to 10,000 followers against 1.7 % for 1 to 10 million: the micro-influencer guide’s own figures, not measured here."
Metric = dict[str, list[tuple[datetime, float]]]


@dataclass(frozen=True)
class AtAge:
    """Engagements (likes, comments, shares, saves) at one age beside the creator's own normal there."""

    age: str
    value: float | None
    normal: Normal | None

    @property
    def standing(self) -> str:
        return standing_of(self.value, self.normal)


@dataclass(frozen=True)
class Curve:
    """`series` are the figures as they were read, by metric; `why` says why nothing is worked out of them. `rate` is
    engagements per follower now, `benchmarks` the workspace's and the catalogue's own of the tier."""

    post: Post
    series: Metric
    ages: list[AtAge]
    rate: float | None
    benchmarks: list[Benchmark]
    signs: list[str] = field(default_factory=list)
    why: str = ""
    guide: str = GUIDE


def curve_of(workspace: Workspace, post: Post) -> Curve:
    """One post's figures over time, in four queries."""
    others = Post.objects.visible_to(workspace).filter(account=post.account, gone_at=None).exclude(pk=post.pk)
    published = dict(
        others.exclude(published_at=None).order_by("-published_at").values_list("pk", "published_at")[:NEWEST]
    )
    every = _series(workspace, [post.pk, *published])
    mine = every.get(post.pk, {})
    signs = _told(post)
    if post.account.platform in platforms_that_may_not("may_derive"):
        return Curve(post, mine, [], None, [], signs, NOT_ALLOWED)
    if post.published_at is None:
        return Curve(post, mine, [], None, [], signs, "When it was published is not known.")
    signs += bursts(mine.get("likes", []), _sum(mine, ENGAGEMENT_METRICS[1:]), post.published_at)
    sums = {pk: _sum(every.get(pk, {})) for pk in (post.pk, *published)}
    ages = []
    for name, age in AGES.items():
        theirs = [at_age(sums[pk], at, age) for pk, at in published.items() if at is not None]
        normal = normal_of([value for value in theirs if value is not None])
        ages.append(AtAge(name, at_age(sums[post.pk], post.published_at, age), normal))
    followers = post.account.followers
    latest = sums[post.pk][-1][1] if sums[post.pk] else None
    rate = latest / followers if latest is not None and followers else None
    return Curve(post, mine, ages, rate, _benchmarks(workspace, post), signs)


def _series(workspace: Workspace, posts: list[int]) -> dict[int, Metric]:
    rows = Reading.objects.visible_to(workspace).filter(post__in=posts).order_by("observed_at", "pk")
    found: dict[int, Metric] = defaultdict(lambda: defaultdict(list))
    for post, metric, value, at in rows.values_list("post_id", "metric", "value", "observed_at"):
        found[post][metric].append((at, value))
    return {post: dict(metrics) for post, metrics in found.items()}


def _sum(metrics: Metric, names: tuple[str, ...] = ENGAGEMENT_METRICS) -> list[tuple[datetime, float]]:
    """The sum of the metrics as last known at each moment at which one was read."""
    moments = sorted({at for name in names for at, _ in metrics.get(name, [])})
    known: dict[str, float] = {}
    told = {name: dict(metrics.get(name, [])) for name in names}
    found = []
    for at in moments:
        known |= {name: values[at] for name, values in told.items() if at in values}
        found.append((at, sum(known.values())))
    return found


def _told(post: Post) -> list[str]:
    versions = PostVersion.objects.filter(post=post).count()
    signs = [f"It was edited: {versions} versions are kept."] if versions > 1 else []
    if post.gone_at is not None:
        signs.append(f"It was deleted on its network: noticed on {post.gone_at:%-d %b %Y, %H:%M} UTC.")
    return signs


def _benchmarks(workspace: Workspace, post: Post) -> list[Benchmark]:
    tier = rules.tier_of(post.account.followers, workspace.tier_bounds) or ""
    rows = Benchmark.objects.visible_to(workspace).filter(
        platform=post.account.platform, tier=tier, niche="", metric="engagement_rate"
    )
    return list(rows.order_by("workspace_id"))


def curve_document(curve: Curve) -> dict[str, object]:
    """A curve as scripts see it."""
    return {
        "post_id": curve.post.pk,
        "series": {name: [{"at": at, "value": value} for at, value in rows] for name, rows in curve.series.items()},
        "ages": [
            {
                "age": one.age, "engagements": one.value, "standing": one.standing,
                "normal": vars(one.normal) if one.normal else None,
            }
            for one in curve.ages
        ],
        "rate": curve.rate,
        "benchmarks": [
            {"of": "workspace" if b.workspace_id else "catalogue", "tier": b.tier, "median": b.median, "low": b.low, "high": b.high, "n": b.n}
            for b in curve.benchmarks
        ],
        "guide": curve.guide, "signs": curve.signs, "why": curve.why,
    }  # fmt: skip
