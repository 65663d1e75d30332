"""When what was agreed is late, missed, or its creator gone silent."""

from collections.abc import Collection
from datetime import date

GRACE_DAYS = 7


def standing(due_on: date | None, today: date) -> str:
    """ "open" up to the due date, "late" for seven days after it, then "missed"; what has no date is never late."""
    if due_on is None or today <= due_on:
        return "open"
    return "late" if (today - due_on).days <= GRACE_DAYS else "missed"


def is_ghosted(states: Collection[str]) -> bool:
    """Whether somebody who accepted never posted: something was agreed and all of it was missed."""
    return bool(states) and all(state == "missed" for state in states)
