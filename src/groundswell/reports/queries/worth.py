"""What rests on assumptions, from the readings of the posts that answer campaigns and the ROI's own totals."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Post, Reading
from groundswell.creators.queries import derivable
from groundswell.reports.models import Assumed
from groundswell.reports.period import Period, moments
from groundswell.reports.queries.engagement import ENGAGEMENTS
from groundswell.reports.queries.roi import roi
from groundswell.reports.report import RoiReport
from groundswell.reports.worth.assumed import BY_KEY, EMV, Assumption, assumptions
from groundswell.reports.worth.emv import emv
from groundswell.reports.worth.giant import Army, duel
from groundswell.reports.worth.told import Worth


@dataclass(frozen=True, kw_only=True)
class PostFigures:
    """A post and the newest of each of its figures; empty where none is known or its network lets nobody work with them."""

    post: Post
    figures: dict[str, float]


def worth(
    *, workspace: Workspace, campaign: Campaign | None = None, period: Period | None = None
) -> tuple[Worth, list[PostFigures]]:
    """With the posts it was worked out from."""
    report = roi(workspace=workspace, campaign=campaign, period=period)
    return worth_of(report, workspace, campaign)


def worth_of(report: RoiReport, workspace: Workspace, campaign: Campaign | None) -> tuple[Worth, list[PostFigures]]:
    """Beside a report of the same workspace, campaign and days."""
    posts = posts_counted(workspace, campaign, report.period)
    figures = [one.figures for one in posts]
    assumed = assumptions(own_assumptions(workspace), report.currency)
    army = Army(
        creators=sum(bool(row.figures.spend or row.figures.orders) for row in report.creators),
        spend=report.totals.spend,
        engagements=round(sum(post.get(kind, 0.0) for post in figures for kind in ENGAGEMENTS)),
        orders=report.totals.orders,
        net_revenue=report.totals.net_revenue,
    )
    told = Worth(currency=report.currency, emv=emv(figures, assumed), duel=duel(army, assumed), assumed=assumed)
    return told, posts


def own_assumptions(workspace: Workspace) -> list[Assumption]:
    return [
        Assumption(
            key=row.key, label=BY_KEY[row.key].label, unit=BY_KEY[row.key].unit, low=row.low, high=row.high,
            currency=row.currency, source=row.source, read_on=row.read_on, own=True,
        )
        for row in Assumed.objects.of(workspace)
        if row.key in BY_KEY
    ]  # fmt: skip


def posts_counted(workspace: Workspace, campaign: Campaign | None, period: Period | None) -> list[PostFigures]:
    """Posts that count for a participant, the newest first, each once."""
    whose = Q(matches__workspace=workspace) if campaign is None else Q(matches__participant__campaign=campaign)
    posts = Post.objects.filter(whose, **moments("published_at", period)).select_related("account").distinct()
    found = list(posts.order_by("-published_at", "-pk"))
    newest = _newest(workspace, [post.pk for post in found])
    return [PostFigures(post=post, figures=newest.get(post.pk, {})) for post in found]


def _newest(workspace: Workspace, posts: Iterable[int]) -> dict[int, dict[str, float]]:
    told = Reading.objects.visible_to(workspace).filter(post__in=posts, metric__in=EMV)
    figures: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for post, metric, value in derivable(told).order_by("observed_at", "pk").values_list("post_id", "metric", "value"):
        figures[post][metric] = value
    return figures
