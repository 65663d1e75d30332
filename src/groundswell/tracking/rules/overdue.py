"""When what was agreed is late, missed, or its creator gone silent."""

from collections.abc import Collection
from datetime import date, timedelta

GRACE_DAYS = 7


def standing(due_on: date | None, today: date) -> str:
    """ "open" up to the due date, "late" for seven days after it, then "missed"; what has no date is never late."""
    if due_on is None or today <= due_on:
        return "open"
    return "late" if (today - due_on).days <= GRACE_DAYS else "missed"


def days_left(due_on: date | None, today: date) -> int | None:
    """Days until a late one counts as missed, the last one included; None unless it is late."""
    if due_on is None or standing(due_on, today) != "late":
        return None
    return (due_on + timedelta(days=GRACE_DAYS) - today).days + 1


def is_ghosted(states: Collection[str]) -> bool:
    """Whether somebody who accepted never posted: something was agreed and all of it was missed."""
    return bool(states) and all(state == "missed" for state in states)
