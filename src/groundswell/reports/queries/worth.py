"""What rests on assumptions, from the readings of the posts that answer campaigns and the ROI's own totals."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Post, Reading
from groundswell.creators.queries import derivable
from groundswell.reports.models import Assumed
from groundswell.reports.period import Period, moments
from groundswell.reports.queries.amounts import Amounts
from groundswell.reports.queries.engagement import ENGAGEMENTS
from groundswell.reports.queries.evidence import with_evidence
from groundswell.reports.queries.roi import Ledger
from groundswell.reports.report import RoiReport
from groundswell.reports.rules import Figures, add_up
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
    currency = campaign.currency if campaign else workspace.currency
    evidence = with_evidence(workspace, campaign, period)
    ledger = Ledger(workspace, campaign, Amounts(workspace, campaign, currency, evidence, period))
    parts = ledger.by("creator")
    army = army_of(
        [part for creator, part in parts.items() if creator is not None], add_up(list(parts.values()), margin=None)
    )
    return _told(army, posts_counted(workspace, campaign, period), workspace, currency)


def worth_of(report: RoiReport, workspace: Workspace, campaign: Campaign | None) -> tuple[Worth, list[PostFigures]]:
    """Beside a report of the same workspace, campaign and days."""
    army = army_of([row.figures for row in report.creators], report.totals)
    return _told(army, posts_counted(workspace, campaign, report.period), workspace, report.currency)


def army_of(creators: Sequence[Figures], totals: Figures) -> Army:
    """Its engagements are not counted yet."""
    return Army(
        creators=sum(bool(one.spend or one.orders) for one in creators), spend=totals.spend, engagements=0,
        orders=totals.orders, net_revenue=totals.net_revenue,
    )  # fmt: skip


def _told(army: Army, posts: list[PostFigures], workspace: Workspace, currency: str) -> tuple[Worth, list[PostFigures]]:
    figures = [one.figures for one in posts]
    assumed = assumptions(own_assumptions(workspace), currency)
    engaged = round(sum(post.get(kind, 0.0) for post in figures for kind in ENGAGEMENTS))
    fought = duel(replace(army, engagements=engaged), assumed)
    return Worth(currency=currency, emv=emv(figures, assumed), duel=fought, assumed=assumed), posts


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
