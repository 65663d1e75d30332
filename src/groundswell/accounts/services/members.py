"""People in a workspace."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from groundswell.accounts import queries
from groundswell.accounts.models import ApiToken, Membership, Role, User, Workspace
from groundswell.accounts.services.audit import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict


@transaction.atomic
def create_user(
    *, email: str, workspace: Workspace, role: str, password: str | None = None, by: User | None = None
) -> User:
    """The user with that address as a member of the workspace; made when new. An existing user's password stays as
    it is, an existing membership gets the new role. `BadInput` for an unusable address or role."""
    email = checked_email(email)
    checked_role(role)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, password)
    membership, created = Membership.objects.get_or_create(workspace=workspace, user=user, defaults={"role": role})
    if created:
        record_audit(workspace=workspace, user=by, action="member.added", subject=email, detail={"role": role})
    elif membership.role != role:
        change_role(membership=membership, role=role, user=by)
    return user


@transaction.atomic
def change_role(*, membership: Membership, role: str, user: User | None) -> None:
    """Gives a member another role; `Conflict` when that would leave the workspace without an owner."""
    checked_role(role)
    if membership.role == role:
        return
    _keep_an_owner(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    record_audit(
        workspace=membership.workspace,
        user=user,
        action="member.role_changed",
        subject=membership.user.email,
        detail={"from": before, "to": role},
    )


@transaction.atomic
def remove_member(*, membership: Membership, user: User | None) -> None:
    """Takes a person out of the workspace and revokes their tokens there; `Conflict` for the last owner."""
    _keep_an_owner(membership)
    ApiToken.objects.of(membership.workspace).filter(user=membership.user, revoked_at=None).update(
        revoked_at=clock.now()
    )
    record_audit(workspace=membership.workspace, user=user, action="member.removed", subject=membership.user.email)
    membership.delete()


def checked_email(email: str) -> str:
    """The address in small letters; `BadInput` when it is none."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(
            f"“{email}” is no e-mail address.", where="email", cure="Write it like name@example.com."
        ) from error
    return email


def checked_role(role: str) -> None:
    if role not in Role.values:
        raise BadInput(f"There is no role “{role}”.", where="role", cure=f"Use one of {', '.join(Role.values)}.")


def _keep_an_owner(membership: Membership) -> None:
    # The lock makes two owners who step down at the same moment wait for each other.
    Workspace.objects.select_for_update().get(pk=membership.workspace_id)
    if membership.role == Role.OWNER and queries.owners_count(membership.workspace) < 2:
        raise Conflict(
            "A workspace needs at least one owner.",
            where=membership.user.email,
            cure="Make somebody else an owner first.",
        )
