"""What the lawful gate decided, on a creator's timeline."""

from collections.abc import Iterator

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.outreach.models import GateDecision
from groundswell.relationships.queries import TimelineEntry


def gate_decisions(workspace: Workspace, creator: Creator, limit: int) -> Iterator[TimelineEntry]:
    """The newest, each with the law it rests on."""
    rows = GateDecision.objects.of(workspace).filter(creator=creator).order_by("-at", "-pk")
    for row in rows[:limit]:
        text = f"May we write ({row.channel}): {row.outcome}. {row.reason} {row.law}"
        yield TimelineEntry(row.at, f"gate_{row.outcome}", text, detail={"gate": row.pk, "message": row.message_id})
