"""Reads of tracking: posts of a programme, and what is late."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, Participant
from groundswell.kit.errors import BadInput, NotFound
from groundswell.tracking.models import PostMatch
from groundswell.tracking.rules.overdue import GRACE_DAYS
from groundswell.tracking.rules.states import WAITING


def posts_of(workspace: Workspace, *, campaign: Campaign | None = None, unmatched: bool = False) -> QuerySet[PostMatch]:
    """Posts submitted in a workspace or one campaign, newest first; `unmatched`: those that wait for a person."""
    posts = _posts(workspace)
    if campaign is not None:
        posts = posts.filter(participant__campaign=campaign)
    if unmatched:
        posts = posts.filter(deliverable=None)
    return posts.prefetch_related("also").order_by("-at", "-pk")


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
    """Where a person can place the post; once it has a place, what it may answer beside it."""
    rows = Deliverable.objects.of(match.workspace).filter(participant=match.participant, state__in=WAITING)
    if match.deliverable_id is not None:
        rows = rows.filter(platform=match.post.account.platform)
    return rows.order_by("due_on", "pk")


def late_deliverables(
    workspace: Workspace, *, today: date, campaign: Campaign | None = None, only: str = ""
) -> QuerySet[Deliverable]:
    """Agreed posts whose date has passed without one, the longest overdue first; `only` late, missed or ghosted ones.

    A ghosted creator's are not among the missed ones: each is in one of the three.
    """
    rows = (
        Deliverable.objects.of(workspace)
        .filter(state__in=WAITING, due_on__lt=today)
        .select_related("participant__creator", "participant__campaign")
        .order_by("due_on", "pk")
    )
    ghosted = Q(participant__state=Participant.State.GHOSTED)
    in_grace = Q(due_on__gte=today - timedelta(days=GRACE_DAYS))
    kinds = {"": Q(), "late": in_grace & ~ghosted, "missed": ~in_grace & ~ghosted, "ghosted": ghosted}
    if only not in kinds:
        raise BadInput(f"“{only}” is no standing.", where="only", cure="One of: late, missed, ghosted.")
    rows = rows.filter(kinds[only])
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
