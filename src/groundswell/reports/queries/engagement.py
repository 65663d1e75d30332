"""Engagement of creators' posts, against the workspace's own tiers."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Account, Reading
from groundswell.creators.queries import derivable
from groundswell.creators.rules import tier_of
from groundswell.kit.estimates import Estimate, mean_estimate, median_estimate
from groundswell.reports.period import Period, moments

ENGAGEMENTS = ("likes", "comments", "shares", "saves")


def post_rates(
    workspace: Workspace, campaign: Campaign | None, pairs: Collection[tuple[int, int]], period: Period | None = None
) -> dict[int, Estimate | None]:
    """`pairs` of creator and account. Creator to the mean engagement per follower of their posts (in the campaign and of the period, where given).

    A post counts when the account's followers and at least one kind of engagement are known; each kind
    counts with its newest reading; figures that their network lets nobody work with do not count.
    """
    creators = {creator for creator, _ in pairs}
    which = Q(post__account__creators__in=creators, post__account__followers__gt=0)
    if campaign is not None:
        which &= Q(post__matches__participant__campaign=campaign)
    which &= Q(**moments("post__published_at", period))
    found = engagements_of(workspace, which)
    whose: dict[int, list[int]] = defaultdict(list)
    for creator, account in pairs:
        whose[account].append(creator)
    rates: dict[int, list[float]] = defaultdict(list)
    for one in found.values():
        for creator in whose[one.account_id]:
            rates[creator].append(one.engagements / (one.followers or 1))
    return {creator: mean_estimate(rates[creator]) for creator in creators}


class Engaged(NamedTuple):
    """Likes, comments, shares and saves of a post, and its account with its followers (None: not known)."""

    engagements: float
    account_id: int
    followers: int | None


def engagements_of(workspace: Workspace, which: Q) -> dict[int, Engaged]:
    """Post → its engagements, each kind at its newest reading; posts of which none is known, or whose network lets nobody
    work with its figures, are left out. `which` is asked of readings."""
    told = Reading.objects.visible_to(workspace).filter(which, metric__in=ENGAGEMENTS)
    rows = derivable(told).order_by("observed_at", "pk")
    newest: dict[int, dict[str, float]] = defaultdict(dict)
    accounts: dict[int, tuple[int, int | None]] = {}
    for post, metric, value, account, followers in rows.values_list(
        "post_id", "metric", "value", "post__account_id", "post__account__followers"
    ):
        newest[post][metric] = value
        accounts[post] = (account, followers)
    return {post: Engaged(sum(values.values()), *accounts[post]) for post, values in newest.items()}


def tier_rates(workspace: Workspace) -> Mapping[str, Estimate | None]:
    """Tier to the median engagement rate of the accounts the workspace can see."""
    rates: dict[str, list[float]] = defaultdict(list)
    accounts = Account.objects.visible_to(workspace).exclude(followers=None)
    for followers, rate in accounts.values_list("followers", "engagement_rate"):
        tier = tier_of(followers, workspace.tier_bounds)
        if tier is not None and rate is not None:
            rates[tier].append(rate)
    return {tier: median_estimate(values) for tier, values in rates.items()}
