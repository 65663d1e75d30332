"""What a query means depends on who asks, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Tiers = Mapping[str, tuple[int, int | None]]
"""Each tier's smallest count and the count just above its largest (None: no end); see `tiers`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose facts count, what time it is, the workspace's tiers, and which accounts to leave out."""

    workspace_id: int
    now: datetime
    tiers: Tiers
    excluded: tuple[int, ...] = field(default=())


def fact(kind: str, workspace_id: int | None = None, value: str = "") -> str:
    """The term for something known of an account: by everybody, or by one workspace only."""
    return f"{kind}:{'' if workspace_id is None else workspace_id}:{value.lower()}"
