"""The audit trail's only way in."""

from collections.abc import Mapping
from typing import Any

from groundswell.accounts.models import AuditEntry, User, Workspace


def record_audit(
    *, workspace: Workspace, user: User | None, action: str, subject: str, detail: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Adds one line: `action` is a stable word such as `member.invited`, `subject` what it happened to.

    `user` is None when a command or a job did it. `detail` must be JSON and never holds a secret.
    """
    return AuditEntry.objects.create(
        workspace=workspace, user=user, action=action[:60], subject=subject[:200], detail=dict(detail or {})
    )
