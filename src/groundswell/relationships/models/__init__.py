"""Who is where with the brand, what was decided about them, and on what footing they are written to."""

from groundswell.relationships.models.board import (
    CreatorList,
    ListEntry,
    Note,
    Relationship,
    Stage,
    Tag,
    TimelineEvent,
)
from groundswell.relationships.models.decisions import ContactBasis, Decision
from groundswell.relationships.models.quality import Assessment, Rubric
from groundswell.relationships.models.teamwork import Mention, Task
from groundswell.relationships.models.warmup import WarmUpTask

__all__ = [
    "Assessment",
    "ContactBasis",
    "CreatorList",
    "Decision",
    "ListEntry",
    "Mention",
    "Note",
    "Relationship",
    "Rubric",
    "Stage",
    "Tag",
    "Task",
    "TimelineEvent",
    "WarmUpTask",
]
