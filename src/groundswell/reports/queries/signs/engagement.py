"""Engagement of the campaign's posts against the same accounts' posts before it."""

from datetime import timedelta
from statistics import fmean
from typing import Any

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.reports.queries.engagement import engagements_of
from groundswell.reports.queries.signs.days import NO_START, Days, moment
from groundswell.reports.signs.compare import means_apart
from groundswell.reports.signs.sign import Sign, judged, untold

KEY, LABEL = "engagement", "Engagement"
BEFORE = timedelta(days=180)
UNIT = "engagements per follower and post"


def engagement_sign(workspace: Workspace, campaign: Campaign | None, days: Days) -> Sign:
    """Likes, comments, shares and saves per follower and post: those that answer the campaign less those of the same accounts
    in the 180 days before. Posts without figures, or without known followers, do not count."""
    path = f"roi/worth/?campaign={campaign.slug}" if campaign else "roi/worth/"
    if days.start is None:
        return untold(KEY, LABEL, NO_START, path)
    start = moment(days.start)
    matched = Q(post__matches__workspace=workspace)
    if campaign is not None:
        matched &= Q(post__matches__participant__campaign=campaign)
    since = Q(post__published_at__gte=start, post__published_at__lt=days.end)
    posted = engagements_of(workspace, matched & since & Q(post__account__followers__gt=0))
    accounts = {one.account_id for one in posted.values()}
    before = Q(post__account__in=accounts, post__published_at__gte=start - BEFORE, post__published_at__lt=start)
    earlier = engagements_of(workspace, before & Q(post__account__followers__gt=0))
    new, old = ([one.engagements / (one.followers or 1) for one in side.values()] for side in (posted, earlier))
    apart = means_apart(old, new)
    facts: dict[str, Any] = {
        "start": days.start,
        "last": days.last,
        "unit": UNIT,
        "source": "Newest readings of the posts",
    }
    if apart is None:
        why = (
            f"{len(new)} posts since with figures, {len(old)} of the same accounts before; three of each are the least."
        )
        return untold(KEY, LABEL, why, path, **facts)
    points = " to ".join(_points(one) for one in (apart.low, apart.high))
    said = (
        f"{fmean(new):.2%} per follower and post over {len(new)} posts, "
        f"{_points(apart.value)} points against {len(old)} posts of the same accounts before ({points})"
    )
    return judged(KEY, LABEL, apart, said, path, **facts)


def _points(share: float) -> str:
    return f"{share * 100:+.2f}".replace("-", "−")
