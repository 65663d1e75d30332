"""Cases: each post with a verdict, from the first that was not a pass to the day it was put right."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from groundswell.accounts.models import Workspace
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries.ledger import checks_with_creators

STATES = ("open", "asked", "closed", "fine")


@dataclass(frozen=True)
class Case:
    """A post's verdicts, oldest first. `state`: "fine" (never anything but a pass), "open", "asked" (a fix was asked for),
    "closed" (put right, or accepted by a person). Times are None where it did not happen."""

    checks: tuple[DisclosureCheck, ...]

    @property
    def newest(self) -> DisclosureCheck:
        return self.checks[-1]

    @property
    def opened_at(self) -> datetime | None:
        return next((check.checked_at for check in self.checks if check.verdict != "pass"), None)

    @property
    def asked_at(self) -> datetime | None:
        return next((check.fix_requested_at for check in self.checks if check.fix_requested_at), None)

    @property
    def closed_at(self) -> datetime | None:
        """When the newest verdict became good."""
        if self.opened_at is None or not is_settled(self.newest):
            return None
        closed = self.newest.decided_at or self.newest.checked_at
        for check in reversed(self.checks):
            if not is_settled(check):
                break
            closed = check.decided_at or check.checked_at
        return closed

    @property
    def state(self) -> str:
        if self.opened_at is None:
            return "fine"
        if self.closed_at is not None:
            return "closed"
        return "asked" if self.asked_at else "open"


def is_settled(check: DisclosureCheck) -> bool:
    """Whether nothing is left to do about this verdict."""
    return check.verdict == "pass" or check.decision == "accepted"


def cases_of(workspace: Workspace) -> list[Case]:
    """All cases, those with the newest verdict first, in one query."""
    checks = checks_with_creators(workspace).order_by("post_id", "checked_at", "pk")
    cases = [Case(tuple(group)) for _, group in groupby(checks, key=lambda check: check.post_id)]
    return sorted(cases, key=lambda case: (case.newest.checked_at, case.newest.pk), reverse=True)


def case_of(check: DisclosureCheck) -> Case:
    """The case that a check belongs to."""
    return Case(tuple(checks_with_creators(check.workspace).filter(post=check.post).order_by("checked_at", "pk")))
