"""Cases: each post with a verdict, from the first that was not a pass to the day it was put right."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries.ledger import checks_with_creators

STATES = ("open", "asked", "closed", "fine")


@dataclass(frozen=True)
class Case:
    """A post's verdicts, oldest first. `state`: "fine" (never anything but a pass), "open", "asked" (a fix was asked for),
    "closed" (put right, accepted by a person, or the post is gone). Times are None where it did not happen."""

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
        """When the newest verdict became good, else when the post was seen to be gone."""
        if self.opened_at is None:
            return None
        if not is_settled(self.newest):
            return self.newest.post.gone_at
        closed = self.newest.decided_at or self.newest.checked_at
        for check in reversed(self.checks):
            if not is_settled(check):
                break
            closed = check.decided_at or check.checked_at
        return closed

    @property
    def how(self) -> str:
        """What closed it: "mended", "accepted" or "gone"; empty unless it is closed."""
        if self.closed_at is None:
            return ""
        if not is_settled(self.newest):
            return "gone"
        return "mended" if self.newest.verdict == "pass" else "accepted"

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


def cases_of(workspace: Workspace, *, state: str = "") -> list[Case]:
    """All cases or those of one state, those with the newest verdict first, in one query."""
    checks = checks_with_creators(workspace).order_by("post_id", "checked_at", "pk")
    cases = [Case(tuple(group)) for _, group in groupby(checks, key=lambda check: check.post_id)]
    cases = [case for case in cases if state in ("", case.state)]
    return sorted(cases, key=lambda case: (case.newest.checked_at, case.newest.pk), reverse=True)


def case_of(check: DisclosureCheck) -> Case:
    """The case that a check belongs to."""
    return Case(tuple(checks_with_creators(check.workspace).filter(post=check.post).order_by("checked_at", "pk")))


def case_document(case: Case) -> dict[str, Any]:
    """A case as scripts see it."""
    newest = case.newest
    return {
        "post": newest.post.url, "account": str(newest.post.account), "creator": newest.creator_name or "",  # type: ignore[attr-defined]  # annotated
        "state": case.state, "how": case.how, "opened_at": case.opened_at, "asked_at": case.asked_at,
        "closed_at": case.closed_at, "checks": [check.pk for check in case.checks], "verdict": newest.verdict,
    }  # fmt: skip
