"""API tokens: shown once, kept as a digest."""

from collections.abc import Collection

from django.db import transaction

from groundswell.accounts import rules
from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import ApiToken, Membership, User, Workspace
from groundswell.accounts.services.audit import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest, new_token

PREFIX = "gsw_"


@transaction.atomic
def create_token(
    *, workspace: Workspace, user: User, name: str, scopes: Collection[str] = ("read", "write"), by: User | None = None
) -> str:
    """A new bearer token for `user` in the workspace; the answer is the only time it can be read.

    `BadInput` for unknown scopes or an empty name, `Forbidden` when the user is no member.
    """
    if not scopes or not set(scopes) <= set(rules.SCOPES):
        raise BadInput("A token needs scopes.", where="scopes", cure=f"Choose from {', '.join(rules.SCOPES)}.")
    if not name.strip():
        raise BadInput("A token needs a name.", where="name", cure="Say what will use it.")
    if not Membership.objects.of(workspace).filter(user=user).exists():
        raise Forbidden(f"{user.email} is no member of {workspace.name}.", where="user", cure="Add them first.")
    token = PREFIX + new_token()
    ApiToken.objects.create(
        workspace=workspace,
        user=user,
        name=name.strip()[:100],
        prefix=token[:12],
        token_digest=digest(token),
        scopes=[scope for scope in rules.SCOPES if scope in scopes],
    )
    record_audit(
        workspace=workspace,
        user=by or user,
        action="token.created",
        subject=name.strip(),
        detail={"for": user.email, "scopes": sorted(scopes)},
    )
    return token


@transaction.atomic
def revoke_token(*, token: ApiToken, user: User | None) -> None:
    """Makes a token worthless at once; doing it twice changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        record_audit(workspace=token.workspace, user=user, action="token.revoked", subject=token.name)
