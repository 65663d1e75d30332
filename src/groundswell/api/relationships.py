"""The board by script: stages, details, notes, tags, lists, timeline."""

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators.queries import creator_of, main_account
from groundswell.relationships import queries, services
from groundswell.relationships.documents import decision_document, timeline_document
from groundswell.relationships.models import Relationship

router = Router()
MOST = 500


class RelationshipOut(Schema):
    creator_id: int
    name: str
    email: str
    platform: str
    handle: str
    followers: int | None
    stage: str
    owner: str
    fit: int | None
    summary: str
    values: str
    reason: str
    next_step: str
    next_step_on: date | None
    tags: list[str]
    changed_at: datetime


class Page(Schema):
    total: int
    results: list[RelationshipOut]


class Changes(Schema):
    """Only what is sent is changed; `owner` is an address of a member, "" for nobody."""

    stage: str | None = None
    reason: str | None = None
    owner: str | None = None
    fit: int | None = None
    summary: str | None = None
    values: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    tags: list[str] | None = None


class Many(Schema):
    """The same for all of them: `owner` is an address of a member, "" for nobody; tags are added to those they have."""

    creator_ids: list[int]
    stage: str = ""
    reason: str = ""
    owner: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    add_tags: list[str] = []


class NoteIn(Schema):
    body: str


@router.get("/relationships", response=Page)
def relationships(request: ApiRequest, sort: str = "", limit: int = 100, offset: int = 0) -> dict[str, Any]:
    """The grid. Filters as in its address: text, owner (id or "none"), tag, tier, platform, campaign, list, stage, overdue."""
    workspace = request.auth.workspace
    rows = queries.grid(workspace, queries.Filters.parse(request.GET), sort)
    start, count = max(offset, 0), min(max(limit, 1), MOST)
    return {"total": rows.count(), "results": [_out(row) for row in rows[start : start + count]]}


@router.patch("/relationships", response=dict[str, int])
def change_many(request: ApiRequest, body: Many) -> dict[str, int]:
    """Changes up to 1,000 creators at once, all or nothing; answers how many are different now, and how many were so before."""
    workspace = request.auth.workspace
    sent = body.model_dump(exclude_unset=True)
    details: dict[str, object] = {name: sent[name] for name in ("owner", "next_step", "next_step_on") if name in sent}
    found = services.change_many(
        workspace=workspace, creators=services.chosen_creators(workspace, body.creator_ids), stage=body.stage,
        reason=body.reason, details=details, add_tags=body.add_tags, user=request.auth.user,
    )  # fmt: skip
    return found._asdict()


@router.get("/relationships/{creator_id}", response=RelationshipOut)
def relationship(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """One creator's row; 404 when they are not on the board."""
    return _out(queries.grid_row(request.auth.workspace, creator_id))


@router.patch("/relationships/{creator_id}", response=RelationshipOut)
def change(request: ApiRequest, creator_id: int, body: Changes) -> dict[str, Any]:
    """Changes stage, details and tags; puts the creator on the board when they were not."""
    workspace, user = request.auth.workspace, request.auth.user
    creator = creator_of(workspace, creator_id)
    sent = body.model_dump(exclude_unset=True)
    tags, stage, reason = sent.pop("tags", None), sent.pop("stage", None), sent.get("reason") or ""
    if stage is not None:
        services.move_stage(workspace=workspace, creator=creator, stage=stage, user=user, reason=reason)
    if "owner" in sent:
        sent["owner"] = queries.member_id(workspace, sent["owner"] or "")
    if sent:
        services.update_relationship(workspace=workspace, creator=creator, changes=sent, user=user)
    if tags is not None:
        services.set_tags(workspace=workspace, creator=creator, tags=tags, user=user)
    return _out(queries.grid_row(workspace, creator_id))


@router.get("/creators/{creator_id}/decisions")
def decisions(request: ApiRequest, creator_id: int) -> list[dict[str, Any]]:
    """Every accept and refuse with its reason, over all campaigns, newest first; `by` is who decided: brand or creator."""
    rows = queries.decisions_of(request.auth.workspace, creator_of(request.auth.workspace, creator_id))
    return [decision_document(row) for row in rows]


@router.get("/creators/{creator_id}/timeline")
def timeline(
    request: ApiRequest, creator_id: int, group: str = "", limit: int = 200, offset: int = 0
) -> list[dict[str, Any]]:
    """Notes and everything that happened, newest first; `group` is notes, board, messages, campaigns, posts or money."""
    workspace = request.auth.workspace
    creator = creator_of(workspace, creator_id)
    count, start = min(max(limit, 1), MOST), max(offset, 0)
    found = queries.timeline(workspace, creator, group=group, limit=count, offset=start)
    return [timeline_document(entry) for entry in found.entries]


@router.post("/creators/{creator_id}/notes", response={201: dict[str, int]})
def add_note(request: ApiRequest, creator_id: int, body: NoteIn) -> Status[dict[str, int]]:
    """Writes a note."""
    creator = creator_of(request.auth.workspace, creator_id)
    note = services.add_note(
        workspace=request.auth.workspace, creator=creator, body=body.body, author=request.auth.user
    )
    return Status(201, {"id": note.pk})


@router.put("/notes/{note_id}", response={204: None})
def edit_note(request: ApiRequest, note_id: int, body: NoteIn) -> Status[None]:
    """Replaces a note's text."""
    services.edit_note(workspace=request.auth.workspace, note_id=note_id, body=body.body, user=request.auth.user)
    return Status(204, None)


@router.delete("/notes/{note_id}", response={204: None})
def delete_note(request: ApiRequest, note_id: int) -> Status[None]:
    """Deletes a note."""
    services.delete_note(workspace=request.auth.workspace, note_id=note_id, user=request.auth.user)
    return Status(204, None)


@router.delete("/lists/{slug}/creators/{creator_id}", response={204: None})
def remove_from_list(request: ApiRequest, slug: str, creator_id: int) -> Status[None]:
    """Takes one creator off a list."""
    workspace = request.auth.workspace
    services.remove_from_list(
        workspace=workspace, list=queries.list_of(workspace, slug), creators=[creator_of(workspace, creator_id)]
    )
    return Status(204, None)


def _out(row: Relationship) -> dict[str, Any]:
    account = main_account(row.creator)
    return {
        "creator_id": row.creator_id,
        "name": row.creator.name,
        "email": row.creator.email,
        "platform": account.platform if account else "",
        "handle": account.handle if account else "",
        "followers": account.followers if account else None,
        "owner": row.owner.email if row.owner else "",
        "tags": sorted(tag.name for tag in row.tags.all()),
        **{
            name: getattr(row, name)
            for name in ("stage", "fit", "summary", "values", "reason", "next_step", "next_step_on", "changed_at")
        },
    }
