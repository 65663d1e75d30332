"""Writing who is who: every change leaves a line in the audit trail."""

from groundswell.accounts.services.audit import record_audit
from groundswell.accounts.services.invitations import (
    accept_invitation,
    find_invitation,
    invite_member,
    withdraw_invitation,
)
from groundswell.accounts.services.members import change_role, create_user, remove_member
from groundswell.accounts.services.sign_in import create_sign_in_link, use_sign_in_link
from groundswell.accounts.services.tokens import create_token, revoke_token
from groundswell.accounts.services.workspaces import create_workspace, update_workspace

__all__ = [
    "accept_invitation",
    "change_role",
    "create_sign_in_link",
    "create_token",
    "create_user",
    "create_workspace",
    "find_invitation",
    "invite_member",
    "record_audit",
    "remove_member",
    "revoke_token",
    "update_workspace",
    "use_sign_in_link",
    "withdraw_invitation",
]
