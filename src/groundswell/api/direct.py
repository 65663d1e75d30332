"""Direct messages by official interfaces, by script."""

from datetime import datetime

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators.queries import creator_of
from groundswell.outreach import queries, services
from groundswell.outreach.models import DirectAccount, DirectMessage

router = Router()
MOST = 200


class DirectAccountIn(Schema):
    """`network` is mastodon or bluesky; `secret` a token (Mastodon) or an app password (Bluesky, with `name`, its handle)."""

    network: str
    secret: str
    host: str = ""
    name: str = ""


class DirectAccountOut(Schema):
    id: int
    network: str
    host: str
    handle: str
    tried_at: datetime


class DirectIn(Schema):
    """To the profile `account_id`, or to the largest that can be reached."""

    creator_id: int
    account_id: int | None = None
    text: str
    idempotency_key: str


class DirectOut(Schema):
    """`state` is sending, sent, unsure or failed."""

    id: int
    creator_id: int
    account_id: int
    network: str
    text: str
    state: str
    error: str
    created_at: datetime
    sent_at: datetime | None


class Arrived(Schema):
    arrived: bool


@router.get("/direct-accounts", response=list[DirectAccountOut])
def direct_accounts(request: ApiRequest) -> list[DirectAccount]:
    """The brand's own accounts that direct messages go out from."""
    return list(queries.direct_accounts(request.auth.workspace).values())


@router.put("/direct-accounts", response=DirectAccountOut)
def save_direct_account(request: ApiRequest, body: DirectAccountIn) -> DirectAccount:
    """Tries the keys and keeps them in place of those before. 403 unless the token's user is an owner."""
    return services.save_direct_account(workspace=request.auth.workspace, user=request.auth.user, **body.dict())


@router.delete("/direct-accounts/{int:account_id}", response={204: None})
def remove_direct_account(request: ApiRequest, account_id: int) -> Status[None]:
    """Forgets the keys."""
    workspace, user = request.auth.workspace, request.auth.user
    network = queries.direct_account_of(workspace, account_id).network
    services.remove_direct_account(workspace=workspace, network=network, user=user)
    return Status(204, None)


@router.get("/direct-sendings", response=list[DirectOut])
def direct_sendings(request: ApiRequest, creator_id: int | None = None, offset: int = 0) -> list[DirectMessage]:
    """What was sent from here, newest first, 200 at a time."""
    workspace, start = request.auth.workspace, max(offset, 0)
    creator = creator_of(workspace, creator_id) if creator_id else None
    return list(queries.direct_messages(workspace, creator)[start : start + MOST])


@router.post("/direct-sendings", response={201: DirectOut})
def send_direct(request: ApiRequest, body: DirectIn) -> Status[DirectMessage]:
    """Sends one message now; the same key again answers the one that is there. How it went is its `state`."""
    workspace = request.auth.workspace
    creator = creator_of(workspace, body.creator_id)
    made = services.send_direct(
        workspace=workspace, creator=creator, account=queries.reachable_one(workspace, creator, body.account_id),
        text=body.text, idempotency_key=body.idempotency_key, user=request.auth.user,
    )  # fmt: skip
    return Status(201, made)


@router.post("/direct-messages/{int:run_id}/send", response=DirectOut)
def send_step(request: ApiRequest, run_id: int) -> DirectMessage:
    """Sends a sequence's direct message from here, to the largest profile that can be reached."""
    workspace = request.auth.workspace
    run = queries.step_run_of(workspace, run_id)
    account = queries.reachable_one(workspace, run.enrolment.creator)
    return services.send_step(workspace=workspace, run=run, account=account, user=request.auth.user)


@router.post("/direct-sendings/{int:message_id}/settle", response=DirectOut)
def settle_direct(request: ApiRequest, message_id: int, body: Arrived) -> DirectMessage:
    """About a message in doubt: it arrived, or it did not and may be sent again."""
    workspace = request.auth.workspace
    found = queries.direct_message_of(workspace, message_id)
    return services.settle_direct(workspace=workspace, message=found, arrived=body.arrived, user=request.auth.user)
