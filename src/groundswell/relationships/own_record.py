"""What the relationships room has in a creator's own record."""

from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import ContactBasis, Decision, TimelineEvent
from groundswell.relationships.services import withdraw_consent


def own_bases(workspace: Workspace, creator: Creator) -> list[dict[str, Any]]:
    """On what footing they are written to, word for word."""
    rows = ContactBasis.objects.of(workspace).filter(creator=creator).order_by("given_at", "pk")
    return [
        {"kind": row.kind, "source": row.source, "text": row.text, "given_at": row.given_at, "withdrawn_at": row.withdrawn_at}
        for row in rows
    ]  # fmt: skip


def own_history(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """What happened, and what was decided with its reason. Who of the team did it is theirs, and left out."""
    events = TimelineEvent.objects.of(workspace).filter(creator=creator).order_by("at", "pk")
    decisions = Decision.objects.of(workspace).filter(creator=creator).order_by("at", "pk")
    return {
        "events": [{"at": row.at, "kind": row.kind, "text": row.text} for row in events],
        "decisions": [
            {"at": row.at, "about": row.about, "by": row.side, "verdict": row.verdict, "reason": row.reason}
            for row in decisions
        ],
    }


def end_bases(workspace: Workspace, creator: Creator) -> None:
    """Nobody writes to an erased person; what was agreed to, and that it ended, stays as proof of earlier mails."""
    withdraw_consent(workspace=workspace, creator=creator)
