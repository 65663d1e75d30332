"""Engagement of creators' posts, against the workspace's own tiers."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Account, Reading
from groundswell.creators.queries import derivable
from groundswell.creators.rules import tier_of
from groundswell.kit.estimates import Estimate, mean_estimate, median_estimate

ENGAGEMENTS = ("likes", "comments", "shares", "saves")


def post_rates(
    workspace: Workspace, campaign: Campaign | None, creators: Collection[int]
) -> dict[int, Estimate | None]:
    """Creator to the mean engagement per follower of their posts (in the campaign, where one is given).

    A post counts when the account's followers and at least one kind of engagement are known; each kind
    counts with its newest reading; figures that their network lets nobody work with do not count.
    """
    told = Reading.objects.visible_to(workspace).filter(
        post__account__creators__in=creators, metric__in=ENGAGEMENTS, post__account__followers__gt=0
    )
    readings = derivable(told)
    if campaign is not None:
        readings = readings.filter(post__matches__participant__campaign=campaign)
    rows = readings.order_by("observed_at").values_list(
        "post__account__creators", "post_id", "metric", "value", "post__account__followers"
    )
    newest: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    followers: dict[int, int] = {}
    for creator, post, metric, value, audience in rows:
        newest[creator, post][metric] = value
        followers[post] = audience or 0
    rates: dict[int, list[float]] = defaultdict(list)
    for (creator, post), values in newest.items():
        rates[creator].append(sum(values.values()) / followers[post])
    return {creator: mean_estimate(rates[creator]) for creator in creators}


def tier_rates(workspace: Workspace) -> Mapping[str, Estimate | None]:
    """Tier to the median engagement rate of the accounts the workspace can see."""
    rates: dict[str, list[float]] = defaultdict(list)
    accounts = Account.objects.visible_to(workspace).exclude(followers=None)
    for followers, rate in accounts.values_list("followers", "engagement_rate"):
        tier = tier_of(followers, workspace.tier_bounds)
        if tier is not None and rate is not None:
            rates[tier].append(rate)
    return {tier: median_estimate(values) for tier, values in rates.items()}
