"""Content quality by people, and how often creators sell."""

from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators.queries import creator_of
from groundswell.disclosure.queries import sponsoring_document, sponsoring_of
from groundswell.disclosure.services import measure_sponsoring
from groundswell.relationships import queries, services
from groundswell.relationships.documents import quality_document

router = Router()


class Judgement(Schema):
    """1 to 5 by criterion; what is left out was not judged."""

    scores: dict[str, int]
    note: str = ""


class Criteria(Schema):
    criteria: list[str]


@router.get("/rubric", response=Criteria)
def rubric(request: ApiRequest) -> dict[str, list[str]]:
    """What content is judged by."""
    return {"criteria": queries.criteria_of(request.auth.workspace)}


@router.put("/rubric", response=Criteria)
def set_rubric(request: ApiRequest, body: Criteria) -> dict[str, list[str]]:
    """What it is judged by from now on."""
    auth = request.auth
    return {"criteria": services.set_criteria(workspace=auth.workspace, names=body.criteria, user=auth.user)}


@router.get("/creators/{creator_id}/quality")
def quality(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """The mean over people with its range, and every judgement; `score` is null where nobody judged."""
    return quality_document(request.auth.workspace, creator_of(request.auth.workspace, creator_id))


@router.post("/creators/{creator_id}/quality", response={201: dict[str, Any]})
def assess(request: ApiRequest, creator_id: int, body: Judgement) -> Status[dict[str, Any]]:
    """Keeps a judgement."""
    workspace = request.auth.workspace
    creator = creator_of(workspace, creator_id)
    services.assess(workspace=workspace, creator=creator, scores=body.scores, note=body.note, user=request.auth.user)
    return Status(201, quality_document(workspace, creator))


@router.get("/creators/{creator_id}/sponsoring")
def sponsoring(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """How much of what they post is advertising, measured now."""
    creator = creator_of(request.auth.workspace, creator_id)
    measure_sponsoring(workspace=request.auth.workspace, creators=[creator])
    return sponsoring_document(sponsoring_of(request.auth.workspace, [creator.pk])[creator.pk])
