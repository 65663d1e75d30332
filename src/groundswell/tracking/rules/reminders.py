"""Which reminder is due on a day. Pure."""

from datetime import date, timedelta

BEFORE, AFTER = 3, 2
GIFT_DAYS = (7, 10, 14)
LATEST = 1  # a reminder that could not go out on its day goes on the next, and not later


def reminder_due(due_on: date | None, joined_on: date | None, today: date, *, gift: bool) -> str:
    """The step whose day it is: "before", "on" or "after" the last day; without one, for a gift, "gift 7", "gift 10"
    or "gift 14" by the days since they accepted. Empty when none is."""
    if due_on is not None:
        days = {"before": due_on - timedelta(days=BEFORE), "on": due_on, "after": due_on + timedelta(days=AFTER)}
    elif gift and joined_on is not None:
        days = {f"gift {n}": joined_on + timedelta(days=n) for n in GIFT_DAYS}
    else:
        return ""
    return next((step for step, day in days.items() if 0 <= (today - day).days <= LATEST), "")
