"""Creators' own pages by script: the link, and what was given there."""

from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators.consent import address_of, make_link, revoke_link
from groundswell.creators.consent.documents import consent_document
from groundswell.creators.consent.queries import consents_of
from groundswell.creators.queries import creator_of

router = Router()


class LinkIn(Schema):
    """`anew`: a new link; the old one stops working."""

    anew: bool = False


class LinkOut(Schema):
    creator: int
    url: str


@router.post("/creators/{int:creator_id}/own-page", response=LinkOut)
def own_page(request: ApiRequest, creator_id: int, body: LinkIn) -> dict[str, Any]:
    """The link to the creator's own page, made when there is none. Who has it sees and gives that creator's data."""
    workspace, user = request.auth.workspace, request.auth.user
    found = creator_of(workspace, creator_id)
    link = make_link(workspace=workspace, creator=found, user=user, anew=body.anew)
    return {"creator": found.pk, "url": address_of(link)}


@router.delete("/creators/{int:creator_id}/own-page", response={204: None})
def close_own_page(request: ApiRequest, creator_id: int) -> Status[None]:
    """Closes the page. What was given stays until the creator takes it back."""
    workspace = request.auth.workspace
    revoke_link(workspace=workspace, creator=creator_of(workspace, creator_id), user=request.auth.user)
    return Status(204, None)


@router.get("/creators/{int:creator_id}/consents", response=list[dict[str, Any]])
def consents(request: ApiRequest, creator_id: int) -> list[dict[str, Any]]:
    """What the creator agreed to, newest first: words, version, times, and what came of it."""
    workspace = request.auth.workspace
    return [consent_document(one) for one in consents_of(workspace, creator_of(workspace, creator_id))]
