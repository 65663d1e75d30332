"""Tasks that the tests run."""

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
