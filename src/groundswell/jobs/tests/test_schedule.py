"""The schedule names tasks that are there."""

from django.utils.module_loading import import_string
from django_tasks.base import Task

from groundswell.jobs.schedule import SCHEDULE


def test_every_entry_is_a_task_that_needs_no_arguments() -> None:
    for entry in SCHEDULE:
        task = import_string(entry.task_path)
        assert isinstance(task, Task), entry
        assert task.func.__code__.co_argcount == 0, entry
        assert entry.seconds > 0


def test_names_are_told_apart() -> None:
    assert len({entry.task for entry in SCHEDULE}) == len({entry.name for entry in SCHEDULE}) == len(SCHEDULE)
