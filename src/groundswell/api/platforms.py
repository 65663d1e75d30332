"""Networks by script: how each stands, and people added by handle."""

from dataclasses import asdict
from typing import Any

from ninja import Router, Schema, Status

from groundswell.accounts.queries import runs_installation
from groundswell.api.auth import ApiRequest
from groundswell.api.creators import CreatorOut, creator_out
from groundswell.creators.network import add_account, read_labels
from groundswell.creators.queries import creator_of, freshness, together
from groundswell.platforms.documents import standing_document
from groundswell.platforms.queries import standings

router = Router()


class AccountIn(Schema):
    """`profile` is an address, `network:@handle`, or a handle with `platform`; `name` is what the profile says when
    left out."""

    profile: str
    platform: str = ""
    name: str = ""


@router.get("/platforms", response=list[dict[str, Any]])
def platforms(request: ApiRequest) -> list[dict[str, Any]]:
    """What each connector can and cannot tell and why, which keys are set (never the keys), budgets, errors (for who
    runs the installation), and how fresh this workspace's accounts are."""
    for_operator = runs_installation(request.auth.user)
    fresh = freshness(request.auth.workspace)
    return [
        {
            **standing_document(one, for_operator=for_operator),
            "freshness": asdict(together(fresh, one.plugin.serves)),
        }
        for one in standings()
    ]


@router.post("/accounts", response={201: CreatorOut})
def add(request: ApiRequest, body: AccountIn) -> Status[dict[str, Any]]:
    """Reads the profile from its network and ties it to the creator who has it, or to a new one. Posts and follow lists
    come with the next refresh."""
    auth = request.auth
    creator, _ = add_account(workspace=auth.workspace, user=auth.user, **body.dict())
    return Status(201, creator_out(creator_of(auth.workspace, creator.pk)))


@router.post("/creators/{int:creator_id}/labels", response=dict[str, int])
def labels(request: ApiRequest, creator_id: int) -> dict[str, int]:
    """Asks the networks that tell it which of the creator's posts of the last year carry the network's own label for paid
    posts: account → how many. Those we hold are marked; the others stay unknown."""
    workspace = request.auth.workspace
    return read_labels(workspace=workspace, creator=creator_of(workspace, creator_id))
