"""Who may set up how mail is sent."""

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import Membership, Role, User, Workspace


def only_owner(workspace: Workspace, user: User | None) -> None:
    """`Forbidden` unless `user` is an owner; None is a command on this machine."""
    if user is not None and not Membership.objects.of(workspace).filter(user=user, role=Role.OWNER).exists():
        raise Forbidden("Only an owner sets up mailboxes.", cure="Ask an owner of this workspace.")
