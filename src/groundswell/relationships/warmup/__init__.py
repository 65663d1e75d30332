"""Getting to know people before asking: proposed by the day, done by people, logged."""

from groundswell.relationships.warmup.queries import open_tasks, task_of, warm_creators
from groundswell.relationships.warmup.services import complete_task, make_all_tasks, make_tasks, skip_task

__all__ = [
    "complete_task",
    "make_all_tasks",
    "make_tasks",
    "open_tasks",
    "skip_task",
    "task_of",
    "warm_creators",
]
