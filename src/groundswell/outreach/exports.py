"""Messages as a table."""

from collections.abc import Iterator
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.outreach.queries import messages

COLUMNS = ("creator", "to_email", "subject", "body", "state", "error", "mailbox", "created_at", "sent_at", "message_id")


def message_rows(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """One row per message, newest first."""
    for row in messages(workspace).iterator(chunk_size=500):
        facts = {name: getattr(row, name) for name in COLUMNS}
        yield facts | {"creator": row.creator.name, "mailbox": row.mailbox.from_email}
