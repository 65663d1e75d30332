"""What the glance holds, read in a number of queries that grows with the running campaigns alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, Participant
from groundswell.campaigns.queries import CampaignCard, campaign_cards
from groundswell.disclosure.queries import with_verdict
from groundswell.reports.queries.engagement import engagements_of
from groundswell.reports.queries.guidelines import Answered, guideline_report
from groundswell.tracking.models import PostMatch
from groundswell.tracking.queries import late_deliverables, posts_of
from groundswell.tracking.rules.overdue import standing
from groundswell.tracking.rules.states import WAITING

SOON = timedelta(days=7)
COMPARED = timedelta(days=30)
RIPE = timedelta(days=1)
"""Younger posts have not gathered what they will."""
EXTREMES = 3


@dataclass(frozen=True)
class PostSeen:
    """A post with its newest verdict (None: not checked) and engagements per follower (None: not known)."""

    match: PostMatch
    verdict: str | None
    rate: float | None = None

    @property
    def day(self) -> date:
        """When it was published; where that is not known, received (UTC)."""
        return (self.match.post.published_at or self.match.at).date()


@dataclass(frozen=True)
class Glance:
    """`posts` came within `since` and `today`, both included. `late`, `missed` and `ghosted` are deliverables; `broken` what
    was posted against agreed guidelines; `best` and `worst` are of the last 30 days, by engagements per follower."""

    workspace: Workspace
    today: date
    since: date
    posts: list[PostSeen]
    soon: int
    late: list[Deliverable]
    missed: int
    ghosted: int
    failing: list[PostSeen]
    unsure: int
    broken: list[Answered]
    budgets: list[CampaignCard]
    best: list[PostSeen]
    worst: list[PostSeen]
    compared: int


def glance(workspace: Workspace, *, today: date, days: int = 1) -> Glance:
    """The programme as it stands on `today`; `days` is how far back its posts reach (1: today alone)."""
    since = today - timedelta(days=days - 1)
    seen = _posts(workspace, min(since, today - COMPARED), today)
    waiting = Deliverable.objects.of(workspace).filter(state__in=WAITING)
    overdue = [(one, _standing(one, today)) for one in late_deliverables(workspace, today=today)]
    best, worst, compared = _extremes(workspace, seen, today)
    running = [card for card in campaign_cards(workspace) if card.campaign.state == Campaign.State.RUNNING]
    running.sort(key=lambda card: card.campaign.name)
    return Glance(
        workspace=workspace, today=today, since=since,
        posts=[one for one in seen if since <= one.day <= today],
        soon=waiting.filter(due_on__range=(today, today + SOON)).count(),
        late=[one for one, how in overdue if how == "late"],
        missed=sum(how == "missed" for _, how in overdue), ghosted=sum(how == "ghosted" for _, how in overdue),
        failing=[one for one in seen if one.verdict == "fail"], unsure=sum(one.verdict == "review" for one in seen),
        broken=[row for card in running for row in guideline_report(card.campaign, today=today) if row.broken],
        budgets=running, best=best, worst=worst, compared=compared,
    )  # fmt: skip


def _posts(workspace: Workspace, first: date, last: date) -> list[PostSeen]:
    """Posts of these days, and older ones whose disclosure somebody has to look at; the newest first."""
    going = posts_of(workspace).exclude(participant__campaign__state=Campaign.State.CANCELLED)
    every: QuerySet[Any, Any] = with_verdict(going).prefetch_related(None)
    published = Q(post__published_at__date__range=(first, last))
    wanted = published | Q(post__published_at=None, at__date__range=(first, last)) | Q(verdict__in=("fail", "review"))
    return [PostSeen(match, match.verdict) for match in every.filter(wanted)]


def _standing(one: Deliverable, today: date) -> str:
    ghosted = one.participant.state == Participant.State.GHOSTED
    return "ghosted" if ghosted else standing(one.due_on, today)


def _extremes(
    workspace: Workspace, seen: Sequence[PostSeen], today: date
) -> tuple[list[PostSeen], list[PostSeen], int]:
    """The best and the worst of what is ripe, never the same post in both, and how many were compared."""
    ripe = [one for one in seen if today - COMPARED <= one.day <= today - RIPE and one.match.post.gone_at is None]
    found = engagements_of(workspace, Q(post__in=[one.match.post_id for one in ripe], post__account__followers__gt=0))
    rates = {post: one.engagements / (one.followers or 1) for post, one in found.items()}
    ranked = sorted(
        (replace(one, rate=rates[one.match.post_id]) for one in ripe if one.match.post_id in rates),
        key=lambda one: (-(one.rate or 0.0), one.match.pk),
    )
    worst = ranked[max(EXTREMES, len(ranked) - EXTREMES) :]
    return ranked[:EXTREMES], worst[::-1], len(ranked)
