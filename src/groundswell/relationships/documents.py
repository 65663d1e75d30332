"""What API and command line answer."""

from typing import Any

from groundswell.relationships.models import Decision, WarmUpTask
from groundswell.relationships.queries import TimelineEntry


def warm_up_document(task: WarmUpTask) -> dict[str, Any]:
    """One warm-up task."""
    facts = {name: getattr(task, name) for name in ("kind", "url", "about", "state", "made_at")}
    return {"id": task.pk, "creator_id": task.creator_id, "creator": task.creator.name, **facts}


def decision_document(row: Decision) -> dict[str, Any]:
    """One accept or refuse; `by` is who decided: brand or creator."""
    facts = {name: getattr(row, name) for name in ("at", "verdict", "about", "reason")}
    return {**facts, "by": row.side, "campaign": row.campaign_name, "user": str(row.user or "")}


def timeline_document(entry: TimelineEntry) -> dict[str, Any]:
    """One entry."""
    facts = {name: getattr(entry, name) for name in ("at", "kind", "group", "text", "detail", "note_id")}
    return {**facts, "actor": str(entry.actor or "")}
