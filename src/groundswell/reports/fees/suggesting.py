"""What the suggestion is drawn from."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.creators.models import Creator, Post
from groundswell.creators.queries import audiences_for
from groundswell.reports.fees.rules import CannotTell, Deal, Fee, suggest
from groundswell.reports.queries.engagement import engagements_of
from groundswell.tracking.models import PostMatch

RECENT_POSTS = 30
Pair = tuple[int, int | None]


def suggested_fee(
    workspace: Workspace, creator: Creator, *, campaign: Campaign | None = None, posts: int = 1
) -> Fee | CannotTell:
    """For so many posts of the creator, in the campaign's currency and for its countries (else the workspace's, and
    everywhere); what the creator was paid in that campaign already is no past deal."""
    currency = campaign.currency if campaign else workspace.currency
    own = _own(workspace, creator)
    share = _share(_audiences(workspace, {creator.pk}).get(creator.pk), _countries(campaign))
    deals = _deals(workspace, currency, leave_out=(creator.pk, campaign.pk if campaign else None))
    return suggest(deals, own, share, posts=posts, currency=currency)


def _own(workspace: Workspace, creator: Creator) -> list[float]:
    posts = Post.objects.visible_to(workspace).filter(account__in=creator.accounts.all(), gone_at=None)
    newest = list(posts.order_by("-published_at", "-pk").values_list("pk", flat=True)[:RECENT_POSTS])
    return [one.engagements for one in engagements_of(workspace, Q(post__in=newest)).values()]


def _deals(workspace: Workspace, currency: str, *, leave_out: Pair) -> list[Deal]:
    fees: dict[Pair, Decimal] = {
        (creator, campaign): amount
        for creator, campaign, amount in Cost.objects.of(workspace)
        .filter(kind=Cost.Kind.FEE, currency=currency, creator__isnull=False, campaign__isnull=False)
        .values_list("creator_id", "campaign_id")
        .annotate(total=Sum("amount"))
        .values_list("creator_id", "campaign_id", "total")
        .order_by()
        if (creator, campaign) != leave_out
    }
    matched = PostMatch.objects.of(workspace).filter(participant__campaign__in={campaign for _, campaign in fees})
    posts = dict(matched.values_list("post_id", "pk"))
    reached = engagements_of(workspace, Q(post__in=list(posts)))
    engaged: defaultdict[Pair, float] = defaultdict(float)
    for post, creator, campaign in matched.values_list(
        "post_id", "participant__creator_id", "participant__campaign_id"
    ):
        if post in reached:
            engaged[creator, campaign] += reached[post].engagements
    countries = {
        pk: _countries(one)
        for pk, one in Campaign.objects.of(workspace).in_bulk({campaign for _, campaign in engaged}).items()
    }
    audiences = _audiences(workspace, {creator for creator, _ in engaged})
    return [
        Deal(fees[creator, campaign], people, _share(audiences.get(creator), countries.get(campaign, frozenset())))
        for (creator, campaign), people in engaged.items()
        if (creator, campaign) in fees
    ]


def _countries(campaign: Campaign | None) -> frozenset[str]:
    """CA-QC is in CA."""
    return frozenset(code.split("-")[0].upper() for code in campaign.jurisdictions) if campaign else frozenset()


def _share(by_country: Mapping[str, float] | None, countries: Collection[str]) -> float | None:
    """Of an audience in these countries; None where nobody told the audience or no country is asked for."""
    if not by_country or not countries:
        return None
    return sum(share for country, share in by_country.items() if country.upper() in countries)


def _audiences(workspace: Workspace, creators: Collection[int]) -> dict[int, dict[str, float]]:
    """Creator → country → share of their audience, by the account with the most followers that has figures. Two queries."""
    through: Any = Creator.accounts.through
    pairs = list(
        through.objects.filter(creator__in=creators)
        .order_by("account__followers", "account")
        .values_list("creator_id", "account_id")
    )
    known = audiences_for(workspace, [account for _, account in pairs]) if pairs else {}
    return {creator: found for creator, account in pairs if (found := known.get(account, {}).get("country"))}
