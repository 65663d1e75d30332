"""Reads of tracking: posts of a programme, and what is late."""

from datetime import date

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, Participant
from groundswell.kit.errors import NotFound
from groundswell.tracking.models import PostMatch


def posts_of(workspace: Workspace, *, campaign: Campaign | None = None, unmatched: bool = False) -> QuerySet[PostMatch]:
    """Posts submitted in a workspace or one campaign, newest first; `unmatched`: those that wait for a person."""
    posts = _posts(workspace)
    if campaign is not None:
        posts = posts.filter(participant__campaign=campaign)
    if unmatched:
        posts = posts.filter(deliverable=None)
    return posts.order_by("-at", "-pk")


def posts_of_participant(participant: Participant) -> QuerySet[PostMatch]:
    """What one creator submitted for one campaign, newest first."""
    return _posts(participant.workspace).filter(participant=participant).order_by("-at", "-pk")


def post_match_of(workspace: Workspace, pk: int) -> PostMatch:
    """One submitted post; NotFound when this workspace has none of that id."""
    found = _posts(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such post.")
    return found


def open_deliverables(match: PostMatch) -> QuerySet[Deliverable]:
    """Where a person can place the post."""
    return (
        Deliverable.objects.of(match.workspace)
        .filter(participant=match.participant, state__in=[Deliverable.State.PLANNED, Deliverable.State.MISSED])
        .order_by("due_on", "pk")
    )


def late_deliverables(workspace: Workspace, *, today: date, campaign: Campaign | None = None) -> QuerySet[Deliverable]:
    """Agreed posts whose date has passed without one, the longest overdue first: late, missed, and of ghosted creators."""
    rows = (
        Deliverable.objects.of(workspace)
        .filter(state__in=[Deliverable.State.PLANNED, Deliverable.State.MISSED], due_on__lt=today)
        .select_related("participant__creator", "participant__campaign")
        .order_by("due_on", "pk")
    )
    return rows if campaign is None else rows.filter(participant__campaign=campaign)


def deliverable_of(workspace: Workspace, pk: int) -> Deliverable:
    """One deliverable; NotFound when this workspace has none of that id."""
    found: Deliverable | None = (
        Deliverable.objects.of(workspace)
        .select_related("workspace", "participant__creator", "participant__campaign")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound("There is no such deliverable.", where="deliverable")
    return found


def _posts(workspace: Workspace) -> QuerySet[PostMatch]:
    return PostMatch.objects.of(workspace).select_related(
        "workspace", "post__account", "deliverable", "participant__creator", "participant__campaign__workspace"
    )
