"""The workspace itself, its people, tokens and audit trail."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Router, Schema, Status

from groundswell.accounts import queries, rules, services
from groundswell.accounts.models import ApiToken, AuditEntry, Membership, Workspace
from groundswell.api.auth import ApiRequest, Token
from groundswell.kit.errors import NotFound

router = Router()
OWNERS = Token(owner=True)


class WorkspaceOut(Schema):
    slug: str
    name: str
    currency: str
    time_zone: str
    website: str
    postal_address: str
    gross_margin: Decimal | None
    tier_bounds: dict[str, int]
    attribution_days: int
    return_days: int
    repeat_minutes: int

    @staticmethod
    def resolve_tier_bounds(workspace: Workspace) -> dict[str, int]:
        return rules.tier_bounds(workspace.tier_bounds)


class WorkspaceChange(Schema):
    """Only what is sent is changed."""

    name: str | None = Field(None, min_length=1, max_length=200)
    currency: str | None = None
    time_zone: str | None = None
    website: str | None = None
    postal_address: str | None = None
    gross_margin: Decimal | None = None
    tier_bounds: dict[str, int] | None = None
    attribution_days: int | None = Field(None, ge=1, le=365)
    return_days: int | None = Field(None, ge=0, le=365)
    repeat_minutes: int | None = Field(None, ge=0, le=1440)


class MemberOut(Schema):
    id: int
    email: str = Field(alias="user.email")
    name: str
    role: str

    @staticmethod
    def resolve_name(membership: Membership) -> str:
        return membership.user.get_full_name()


class RoleIn(Schema):
    role: str


class TokenIn(Schema):
    name: str
    scopes: list[str] = ["read"]


class TokenOut(Schema):
    id: int
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None


class NewTokenOut(Schema):
    token: str


class AuditOut(Schema):
    at: datetime
    user: str | None
    action: str
    subject: str
    detail: dict[str, Any]

    @staticmethod
    def resolve_user(entry: AuditEntry) -> str | None:
        return entry.user.email if entry.user else None


@router.get("/workspace", response=WorkspaceOut)
def read_workspace(request: ApiRequest) -> Workspace:
    return request.auth.workspace


@router.patch("/workspace", response=WorkspaceOut, auth=OWNERS)
def change_workspace(request: ApiRequest, change: WorkspaceChange) -> Workspace:
    sent = change.dict(exclude_unset=True)
    changes = {field: value for field, value in sent.items() if value is not None or field == "gross_margin"}
    return services.update_workspace(workspace=request.auth.workspace, user=request.auth.user, **changes)


@router.get("/members", response=list[MemberOut])
def list_members(request: ApiRequest) -> Any:
    return queries.members(request.auth.workspace)


@router.patch("/members/{int:pk}", response=MemberOut, auth=OWNERS)
def change_member(request: ApiRequest, pk: int, body: RoleIn) -> Membership:
    membership = queries.member_of(request.auth.workspace, pk)
    services.change_role(membership=membership, role=body.role, user=request.auth.user)
    return membership


@router.delete("/members/{int:pk}", response={204: None}, auth=OWNERS)
def remove_member(request: ApiRequest, pk: int) -> Status[None]:
    membership = queries.member_of(request.auth.workspace, pk)
    services.remove_member(membership=membership, user=request.auth.user)
    return Status(204, None)


@router.get("/tokens", response=list[TokenOut], auth=OWNERS)
def list_tokens(request: ApiRequest) -> Any:
    return queries.live_tokens(request.auth.workspace)


@router.post("/tokens", response={201: NewTokenOut}, auth=OWNERS)
def create_token(request: ApiRequest, body: TokenIn) -> Status[dict[str, str]]:
    """The token is in this answer and never again."""
    by = request.auth.user
    token = services.create_token(workspace=request.auth.workspace, user=by, name=body.name, scopes=body.scopes)
    return Status(201, {"token": token})


@router.delete("/tokens/{int:pk}", response={204: None}, auth=OWNERS)
def revoke_token(request: ApiRequest, pk: int) -> Status[None]:
    token: ApiToken | None = queries.live_tokens(request.auth.workspace).filter(pk=pk).first()
    if token is None:
        raise NotFound("There is no such token in this workspace.")
    services.revoke_token(token=token, user=request.auth.user)
    return Status(204, None)


@router.get("/audit", response=list[AuditOut], auth=OWNERS)
def read_audit(request: ApiRequest, text: str = "", limit: int = 100) -> Any:
    """The newest entries, at most 1,000."""
    return queries.audit_trail(request.auth.workspace, text=text)[: max(1, min(limit, 1000))]
