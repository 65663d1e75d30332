"""Tasks that the tests run."""

import time
from pathlib import Path

from django_tasks import task

ran: list[str] = []


class Down(Exception):
    """Something that may be up again later."""


class Refused(Exception):
    permanent = True


@task
def note(word: str) -> str:
    ran.append(word)
    return word


@task
def fail(word: str, workspace_id: int = 0) -> None:
    raise Down(f"the {word} is down")


@task
def refuse() -> None:
    raise Refused("never")


@task
def hang_the_first_time(marker: str) -> str:
    """Leaves a mark and never ends; ends at once where the mark is there already."""
    path = Path(marker)
    if path.exists():
        return "second time"
    path.touch()
    time.sleep(600)
    return "never"
