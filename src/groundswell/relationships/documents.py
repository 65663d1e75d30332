"""What API and command line answer."""

from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import Decision, Task, WarmUpTask
from groundswell.relationships.queries import TimelineEntry, assessments_of, qualities


def warm_up_document(task: WarmUpTask) -> dict[str, Any]:
    """One warm-up task."""
    facts = {name: getattr(task, name) for name in ("kind", "url", "about", "state", "made_at")}
    return {"id": task.pk, "creator_id": task.creator_id, "creator": task.creator.name, **facts}


def task_document(task: Task) -> dict[str, Any]:
    """One task of the team; `assignee` is an address, empty for nobody."""
    facts = {name: getattr(task, name) for name in ("title", "due_on", "made_at", "done_at", "creator_id")}
    names = {
        "creator": task.creator.name if task.creator else "",
        "assignee": task.assignee.email if task.assignee else "",
    }
    return {"id": task.pk, **facts, **names}


def decision_document(row: Decision) -> dict[str, Any]:
    """One accept or refuse; `by` is who decided: brand or creator."""
    facts = {name: getattr(row, name) for name in ("at", "verdict", "about", "reason")}
    return {**facts, "by": row.side, "campaign": row.campaign_name, "user": str(row.user or "")}


def timeline_document(entry: TimelineEntry) -> dict[str, Any]:
    """One entry."""
    facts = {name: getattr(entry, name) for name in ("at", "kind", "group", "text", "detail", "note_id")}
    return {**facts, "actor": str(entry.actor or "")}


def quality_document(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """The mean over people with the range between them, and every judgement, the newest first."""
    found = qualities(workspace, [creator.pk]).get(creator.pk)
    rows = assessments_of(workspace, creator)
    return {
        **(found._asdict() if found else {"score": None, "low": None, "high": None, "judges": 0, "by_criterion": {}}),
        "judgements": [
            {"at": row.at, "user": str(row.user or ""), "scores": row.scores, "note": row.note} for row in rows
        ],
    }
