"""What API and command line answer."""

from typing import Any

from groundswell.relationships.models import WarmUpTask


def warm_up_document(task: WarmUpTask) -> dict[str, Any]:
    """One warm-up task."""
    facts = {name: getattr(task, name) for name in ("kind", "url", "about", "state", "made_at")}
    return {"id": task.pk, "creator_id": task.creator_id, "creator": task.creator.name, **facts}
