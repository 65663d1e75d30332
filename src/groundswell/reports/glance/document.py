"""The glance for scripts."""

from typing import Any

from groundswell.campaigns.models import Deliverable
from groundswell.campaigns.queries import CampaignCard
from groundswell.reports.glance.looking import Glance, PostSeen
from groundswell.reports.queries.guidelines import Answered


def glance_dict(seen: Glance) -> dict[str, Any]:
    """The published shape; money as text in each campaign's currency, rates as shares of one, unknown as null."""
    return {
        "workspace": seen.workspace.slug,
        "today": seen.today.isoformat(),
        "posts_since": seen.since.isoformat(),
        "posts": [_post(one) for one in seen.posts],
        "due_within_a_week": seen.soon,
        "late": [_deliverable(one) for one in seen.late],
        "missed": seen.missed,
        "ghosted": seen.ghosted,
        "disclosure": {"fail": [_post(one) for one in seen.failing], "review": seen.unsure},
        "guidelines_broken": [_broken(one) for one in seen.broken],
        "budgets": [_budget(one) for one in seen.budgets],
        "best": [_post(one) for one in seen.best],
        "worst": [_post(one) for one in seen.worst],
        "posts_compared": seen.compared,
    }


def _post(one: PostSeen) -> dict[str, Any]:
    match = one.match
    return {
        "id": match.pk,
        "creator": {"id": match.participant.creator_id, "name": match.participant.creator.name},
        "campaign": match.participant.campaign.slug,
        "url": match.post.url,
        "published_at": match.post.published_at.isoformat() if match.post.published_at else None,
        "verdict": one.verdict,
        "engagement_rate": one.rate,
    }


def _deliverable(one: Deliverable) -> dict[str, Any]:
    participant = one.participant
    return {
        "id": one.pk,
        "creator": {"id": participant.creator_id, "name": participant.creator.name},
        "campaign": participant.campaign.slug,
        "activity": one.activity,
        "platform": one.platform,
        "due_on": one.due_on.isoformat() if one.due_on else None,
    }


def _broken(one: Answered) -> dict[str, Any]:
    broken = [
        {"asked": item.words, "evidence": result.evidence} for item, result in one.items if result.outcome == "broken"
    ]
    return {**_deliverable(one.deliverable), "url": one.post.url if one.post else "", "broken": broken}


def _budget(one: CampaignCard) -> dict[str, Any]:
    campaign = one.campaign
    return {
        "campaign": campaign.slug,
        "currency": campaign.currency,
        "budget": f"{campaign.budget:.2f}" if campaign.budget is not None else None,
        "spent": f"{one.spent:.2f}",
        "share": None if one.budget_share is None else float(one.budget_share),
        "other_currencies": sorted(one.other_currencies),
    }
