"""The glance for a terminal and for a mail."""

from groundswell.campaigns.queries import CampaignCard
from groundswell.reports.glance.looking import Glance, PostSeen
from groundswell.reports.queries.guidelines import Answered

SHOWN = 10


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


def budget_in_words(one: CampaignCard) -> str:
    """ "Spring: 1,500.00 spent of 2,000.00 USD (75 %)"."""
    campaign = one.campaign
    told = f"{campaign.name}: {one.spent:,.2f} spent"
    told += (
        f" of {campaign.budget:,.2f} {campaign.currency} ({one.budget_share:.0%})"
        if one.budget_share is not None
        else f" {campaign.currency}, no budget set"
    )
    return f"{told}; more in {', '.join(sorted(one.other_currencies))}" if one.other_currencies else told


def _listed(title: str, lines: list[str]) -> list[str]:
    more = [f"  … and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [title, *(f"  {line}" for line in lines[:SHOWN]), *more]


def _post_line(one: PostSeen) -> str:
    told = f"{one.match.participant.creator.name}, {one.match.participant.campaign.name}: {one.match.post}"[:120]
    return told if one.rate is None else f"{one.rate:.1%} {told}"


def _broken_line(one: Answered) -> str:
    asked = "; ".join(item.words for item, result in one.items if result.outcome == "broken")
    return f"{one.deliverable.participant.creator.name}: {asked}"
