"""Asking somebody in: one mail, one use, one role."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from groundswell.accounts.errors import Forbidden, LinkSpent
from groundswell.accounts.models import Invitation, Membership, User, Workspace
from groundswell.accounts.services.audit import record_audit
from groundswell.accounts.services.members import checked_email, checked_role, create_user
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.ids import digest, new_token

VALID_FOR = timedelta(days=7)
SPENT = "This invitation is not valid any more."
ASK_AGAIN = "Ask the person who invited you for a new one."


@transaction.atomic
def invite_member(*, workspace: Workspace, email: str, role: str, user: User | None) -> str:
    """The token of a new invitation, which replaces an open one to the same address; `Conflict` for a member."""
    email = checked_email(email)
    checked_role(role)
    if Membership.objects.of(workspace).filter(user__email=email).exists():
        raise Conflict(f"{email} is a member already.", where="email", cure="Change their role in the list of members.")
    Invitation.objects.of(workspace).filter(email=email, accepted_at=None).delete()
    token = new_token()
    Invitation.objects.create(
        workspace=workspace,
        email=email,
        role=role,
        token_digest=digest(token),
        invited_by=user,
        expires_at=clock.now() + VALID_FOR,
    )
    record_audit(workspace=workspace, user=user, action="member.invited", subject=email, detail={"role": role})
    return token


def find_invitation(*, token: str) -> Invitation:
    """The open invitation behind a token; `LinkSpent` when unknown, used, withdrawn or expired."""
    found = Invitation.objects.select_related("workspace", "invited_by").filter(
        token_digest=digest(token), accepted_at=None, expires_at__gt=clock.now()
    )
    invitation = found.first()
    if invitation is None:
        raise LinkSpent(SPENT, cure=ASK_AGAIN)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, user: User | None = None, password: str = "") -> User:
    """Makes the invited person a member, once.

    Somebody with an account must be signed in with the invited address (`Forbidden` otherwise): a link alone never
    opens or changes an existing account. A new person chooses a password (`BadInput` when too weak).
    """
    invitation = find_invitation(token=token)
    known = User.objects.filter(email=invitation.email).first()
    if known is not None and user != known:
        raise Forbidden(f"This invitation is for {invitation.email}.", cure="Sign in with that address first.")
    if known is None and user is not None:
        raise Forbidden(f"This invitation is for {invitation.email}.", cure="Sign out first, then open the link again.")
    if known is None:
        check_password(password, User(email=invitation.email))
    claimed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=clock.now())
    if not claimed:
        raise LinkSpent(SPENT, cure=ASK_AGAIN)
    member = create_user(
        email=invitation.email,
        workspace=invitation.workspace,
        role=invitation.role,
        password=password or None,
        by=known,
    )
    record_audit(workspace=invitation.workspace, user=member, action="invitation.accepted", subject=invitation.email)
    return member


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, user: User) -> None:
    """Makes an open invitation worthless."""
    record_audit(workspace=invitation.workspace, user=user, action="invitation.withdrawn", subject=invitation.email)
    invitation.delete()


def check_password(password: str, user: User) -> None:
    """`BadInput` with every reason why a password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(
            " ".join(error.messages), where="password", cure="Choose a longer, less usual password."
        ) from error
