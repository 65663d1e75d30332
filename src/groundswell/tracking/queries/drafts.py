"""Reads of drafts: those that wait, one with its conversation, and what was published instead."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.kit.errors import NotFound
from groundswell.tracking.models import Draft, DraftComment, PostMatch
from groundswell.tracking.rules.edits import Piece, differences


def drafts_of(workspace: Workspace, *, campaign: Campaign | None = None, state: str = "") -> QuerySet[Draft]:
    """Drafts, newest first; `state` narrows them down. Replaced versions only where that is asked for."""
    rows = Draft.objects.of(workspace).select_related(
        "workspace", "deliverable__participant__creator", "deliverable__participant__campaign__workspace", "decided_by"
    )
    rows = rows.filter(state=state) if state else rows.exclude(state=Draft.State.REPLACED)
    if campaign is not None:
        rows = rows.filter(deliverable__participant__campaign=campaign)
    return rows.order_by("-submitted_at", "-pk")


def draft_of(workspace: Workspace, pk: int) -> Draft:
    """One draft of any version; NotFound when this workspace has none of that id."""
    rows = Draft.objects.of(workspace).select_related(
        "workspace", "deliverable__participant__creator", "deliverable__participant__campaign__workspace", "decided_by"
    )
    found: Draft | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such draft.", where="draft")
    return found


def newest_drafts(participant: Participant) -> dict[int, Draft]:
    """By deliverable: the newest version of what the participant handed in."""
    rows = Draft.objects.of(participant.workspace).filter(deliverable__participant=participant).order_by("version")
    return {draft.deliverable_id: draft for draft in rows}


def conversation(draft: Draft) -> QuerySet[DraftComment]:
    """All that was said about the deliverable's drafts, oldest first."""
    said = DraftComment.objects.of(draft.workspace).filter(deliverable=draft.deliverable_id)
    return said.select_related("user", "draft").order_by("at", "pk")


def edited_after_approval(workspace: Workspace, matches: Sequence[PostMatch]) -> dict[int, tuple[Draft, list[Piece]]]:
    """By post match: the approved draft and how the post that is live differs from it; only those that differ.

    A post that is gone, or whose text nobody told, is compared with nothing. In two queries.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for match in matches:
        if match.deliverable_id is not None and match.post.gone_at is None:
            places[match.pk] = [match.deliverable_id, *(one.pk for one in match.also.all())]
    wanted = {pk for pks in places.values() for pk in pks}
    approved = (
        Draft.objects.of(workspace).filter(deliverable__in=wanted, state=Draft.State.APPROVED).order_by("version")
    )
    by_deliverable = {draft.deliverable_id: draft for draft in approved}
    found = {}
    for match in matches:
        drafts = [by_deliverable[pk] for pk in places.get(match.pk, []) if pk in by_deliverable]
        told = [(draft, _changed(draft, match)) for draft in drafts]
        if told and all(pieces for _, pieces in told):
            found[match.pk] = min(told, key=lambda pair: len(pair[1]))
    return found


def _changed(draft: Draft, match: PostMatch) -> list[Piece]:
    return differences(f"{draft.title}\n{draft.caption}", f"{match.post.title}\n{match.post.caption}")
