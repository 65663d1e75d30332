"""A person's answer to what a creator asked for."""

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator, CreatorRequest
from groundswell.creators.own_record.erasing import erase_creator
from groundswell.creators.services.creators import add_profile, update_creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict

Kind = CreatorRequest.Kind


@transaction.atomic
def apply_request(*, request: CreatorRequest, user: User | None = None) -> None:
    """Does what was asked. `Conflict` when it was decided before, or the creator is gone."""
    creator = _open(request)
    if request.kind == Kind.ERASURE:
        erase_creator(workspace=request.workspace, creator=creator, user=user)
    elif request.kind == Kind.EMAIL:
        update_creator(workspace=request.workspace, creator=creator, changes={"email": request.value}, user=user)
    else:
        add_profile(
            workspace=request.workspace, creator=creator, profile=request.value, source="their own page", user=user
        )
    _decide(request, CreatorRequest.State.DONE, user)


@transaction.atomic
def refuse_request(*, request: CreatorRequest, reason: str, user: User | None = None) -> None:
    """Refuses with a reason that the creator reads. `BadInput` without one."""
    _open(request)
    if not reason.strip() or len(reason) > 500:
        raise BadInput("Say why, in up to 500 characters: the creator reads it.", where="reason")
    request.reason = reason.strip()
    _decide(request, CreatorRequest.State.REFUSED, user)


def _open(request: CreatorRequest) -> Creator:
    request.refresh_from_db()
    if request.state != CreatorRequest.State.WAITING or request.creator is None:
        raise Conflict("This request was answered already.", where="request")
    creator: Creator = request.creator
    return creator


def _decide(request: CreatorRequest, state: str, user: User | None) -> None:
    CreatorRequest.objects.filter(pk=request.pk).update(
        state=state, reason=request.reason, decided_at=clock.now(), decided_by=user
    )
    record_audit(
        workspace=request.workspace, user=user, action=f"creator_request.{state}", subject=f"request {request.pk}",
        detail={"kind": request.kind},
    )  # fmt: skip
