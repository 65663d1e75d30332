"""The glance for scripts, for a terminal and for a mail."""

from typing import Any

from groundswell.campaigns.models import Deliverable
from groundswell.reports.glance.looking import Budget, Glance, PostSeen
from groundswell.reports.queries.guidelines import Answered

SHOWN = 10


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


def glance_text(seen: Glance) -> str:
    """A line each; at most SHOWN of a kind, the others as a number."""
    parts = [
        _listed(f"Posts since {seen.since:%-d %B}: {len(seen.posts)}", [_post_line(one) for one in seen.posts]),
        [f"Due within a week: {seen.soon}"],
        _listed(
            f"Late: {len(seen.late)}, missed: {seen.missed}, of creators gone silent: {seen.ghosted}",
            [
                f"{one.participant.creator.name}: {one.get_activity_display()}, due {one.due_on:%-d %B}"
                for one in seen.late
            ],
        ),
        _listed(
            f"Disclosure missing or wrong: {len(seen.failing)}, unsure: {seen.unsure}",
            [_post_line(one) for one in seen.failing],
        ),
        _listed(f"Guidelines not kept: {len(seen.broken)} posts", [_broken_line(one) for one in seen.broken]),
        _listed("Spend against budget", [budget_in_words(one) for one in seen.budgets] or ["No campaign is running."]),
        _listed(
            f"Best and worst of the last 30 days, engagements per follower, of {seen.compared} posts",
            [_post_line(one) for one in (*seen.best, *seen.worst)] or ["Cannot tell: no post with known figures."],
        ),
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def budget_in_words(one: Budget) -> str:
    """ "Spring: 1,200.00 spent and 300.00 agreed on of 2,000.00 USD (75 %)"."""
    campaign = one.campaign
    told = f"{campaign.name}: {one.spent:,.2f} spent and {one.committed:,.2f} agreed on"
    told += (
        f" of {campaign.budget:,.2f} {campaign.currency} ({one.share:.0%})"
        if one.share is not None
        else f" {campaign.currency}, no budget set"
    )
    return f"{told}; more in {', '.join(one.elsewhere)}" if one.elsewhere else told


def _listed(title: str, lines: list[str]) -> list[str]:
    more = [f"  … and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [title, *(f"  {line}" for line in lines[:SHOWN]), *more]


def _post_line(one: PostSeen) -> str:
    told = f"{one.match.participant.creator.name}, {one.match.participant.campaign.name}: {one.match.post}"[:120]
    return told if one.rate is None else f"{one.rate:.1%} {told}"


def _broken_line(one: Answered) -> str:
    asked = "; ".join(item.words for item, result in one.items if result.outcome == "broken")
    return f"{one.deliverable.participant.creator.name}: {asked}"


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


def _budget(one: Budget) -> dict[str, Any]:
    campaign = one.campaign
    return {
        "campaign": campaign.slug,
        "currency": campaign.currency,
        "budget": f"{campaign.budget:.2f}" if campaign.budget is not None else None,
        "spent": f"{one.spent:.2f}",
        "committed": f"{one.committed:.2f}",
        "share": one.share,
        "other_currencies": list(one.elsewhere),
    }
