"""Creators by script: reading, adding, changing, merging."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators import services
from groundswell.creators.models import Account, Creator, MergeSuggestion
from groundswell.creators.queries import creator_of, list_creators, open_suggestions, suggestion_of, tier_of
from groundswell.kit.errors import BadInput

router = Router()
MOST = 500


class AccountOut(Schema):
    """Figures are the newest readings; null is unknown. `engagement_rate` is 0 to 1."""

    id: int
    platform: str
    handle: str
    url: str
    bio: str
    followers: int | None
    following: int | None
    posts_count: int | None
    engagement_rate: float | None
    tier: str | None
    read_at: datetime | None
    source: str
    last_posted_at: datetime | None


class CreatorOut(Schema):
    id: int
    name: str
    email: str
    phone: str
    gender: str
    country: str
    city: str
    language: str
    address: dict[str, Any]
    topics: list[str]
    accounts: list[AccountOut]
    created_at: datetime
    changed_at: datetime


class Page(Schema):
    total: int
    results: list[CreatorOut]


class CreatorIn(Schema):
    """`handle` may be a profile's address; then `platform` may be left out."""

    name: str
    email: str = ""
    platform: str = ""
    handle: str = ""
    followers: int | None = None
    country: str = ""
    city: str = ""
    language: str = ""
    topics: list[str] = []
    bio: str = ""


class Changes(Schema):
    """Only what is sent is changed."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    gender: str | None = None
    country: str | None = None
    city: str | None = None
    language: str | None = None
    address: dict[str, Any] | None = None
    topics: list[str] | None = None


class MergeIn(Schema):
    """Everything of `absorb` moves to `keep`; it cannot be undone."""

    keep: int
    absorb: int


class SuggestionOut(Schema):
    id: int
    left: CreatorOut
    right: CreatorOut
    reasons: list[str]
    created_at: datetime


class SuggestionPage(Schema):
    total: int
    results: list[SuggestionOut]


@router.get("/creators", response=Page)
def creators(request: ApiRequest, text: str = "", limit: int = 100, offset: int = 0) -> dict[str, Any]:
    """By name; `text` narrows to those whose name, address or handle holds it."""
    found = list_creators(request.auth.workspace, text)
    part = found[max(offset, 0) : max(offset, 0) + min(max(limit, 1), MOST)]
    return {"total": found.count(), "results": [creator_out(one) for one in part]}


@router.get("/creators/{int:creator_id}", response=CreatorOut)
def one_creator(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """One creator with all accounts."""
    return creator_out(creator_of(request.auth.workspace, creator_id))


@router.post("/creators", response={201: CreatorOut})
def add_creator(request: ApiRequest, body: CreatorIn) -> Status[dict[str, Any]]:
    """A new creator; 409 when the address or the profile belongs to somebody already."""
    auth = request.auth
    made = services.create_creator(workspace=auth.workspace, user=auth.user, source="entered by API", **body.dict())
    return Status(201, creator_out(creator_of(auth.workspace, made.pk)))


@router.patch("/creators/{int:creator_id}", response=CreatorOut)
def change_creator(request: ApiRequest, creator_id: int, body: Changes) -> dict[str, Any]:
    """Changes what is sent."""
    auth = request.auth
    changes = body.dict(exclude_unset=True)
    if empty := next((name for name, value in changes.items() if value is None), ""):
        raise BadInput("Null changes nothing; send an empty value to clear it.", where=empty)
    creator = creator_of(auth.workspace, creator_id)
    services.update_creator(workspace=auth.workspace, creator=creator, changes=changes, user=auth.user)
    return creator_out(creator_of(auth.workspace, creator_id))


@router.post("/creators/merges", response=CreatorOut)
def merge(request: ApiRequest, body: MergeIn) -> dict[str, Any]:
    """Makes one creator of two."""
    auth = request.auth
    keep, absorb = creator_of(auth.workspace, body.keep), creator_of(auth.workspace, body.absorb)
    services.merge_creators(workspace=auth.workspace, keep=keep, absorb=absorb, user=auth.user)
    return creator_out(creator_of(auth.workspace, keep.pk))


@router.get("/creators/merges/suggestions", response=SuggestionPage)
def suggestions(request: ApiRequest, limit: int = 100, offset: int = 0) -> dict[str, Any]:
    """Pairs that may be one person and wait for a decision."""
    found = open_suggestions(request.auth.workspace)
    part = found[max(offset, 0) : max(offset, 0) + min(max(limit, 1), MOST)]
    return {"total": found.count(), "results": [_suggestion(one) for one in part]}


@router.delete("/creators/merges/suggestions/{int:suggestion_id}", response={204: None})
def dismiss(request: ApiRequest, suggestion_id: int) -> Status[None]:
    """Not the same person: the pair is not suggested again."""
    auth = request.auth
    suggestion = suggestion_of(auth.workspace, suggestion_id)
    services.dismiss_suggestion(workspace=auth.workspace, suggestion=suggestion, user=auth.user)
    return Status(204, None)


def creator_out(creator: Creator) -> dict[str, Any]:
    """The document of `CreatorOut`."""
    names = ("name", "email", "phone", "gender", "country", "city", "language", "address", "topics", "created_at")
    facts = {name: getattr(creator, name) for name in names}
    accounts = [_account(account, creator) for account in creator.accounts.all()]
    return {"id": creator.pk, **facts, "changed_at": creator.changed_at, "accounts": accounts}


def _account(account: Account, creator: Creator) -> dict[str, Any]:
    names = tuple(name for name in AccountOut.model_fields if name not in ("id", "tier"))
    tier = tier_of(creator.workspace, account.followers)
    return {"id": account.pk, "tier": tier, **{name: getattr(account, name) for name in names}}


def _suggestion(suggestion: MergeSuggestion) -> dict[str, Any]:
    left, right = creator_out(suggestion.left), creator_out(suggestion.right)
    facts = {"reasons": suggestion.reasons, "created_at": suggestion.created_at}
    return {"id": suggestion.pk, "left": left, "right": right, **facts}
