"""Content quality as judged by people."""

from collections.abc import Collection

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import Assessment, Rubric
from groundswell.relationships.rubric import CRITERIA, Quality, quality


def criteria_of(workspace: Workspace) -> list[str]:
    """What the workspace judges by."""
    row = Rubric.objects.of(workspace).first()
    return list(row.criteria) if row else list(CRITERIA)


def assessments_of(workspace: Workspace, creator: Creator) -> QuerySet[Assessment]:
    """Every judgement, the newest first."""
    rows: QuerySet[Assessment] = Assessment.objects.of(workspace).filter(creator=creator)
    return rows.select_related("user").order_by("-at", "-pk")


def qualities(workspace: Workspace, creators: Collection[int]) -> dict[int, Quality]:
    """By creator, of each person's newest judgement; who was not judged is left out. One query."""
    newest: dict[tuple[int, object], dict[str, int]] = {}
    rows = Assessment.objects.of(workspace).filter(creator__in=creators).order_by("-at", "-pk")
    for pk, creator, user, scores in rows.values_list("pk", "creator_id", "user_id", "scores"):
        newest.setdefault((creator, user or f"row {pk}"), scores)
    found: dict[int, list[dict[str, int]]] = {}
    for (creator, _), scores in newest.items():
        found.setdefault(creator, []).append(scores)
    return {creator: judged for creator, rows in found.items() if (judged := quality(rows)) is not None}
