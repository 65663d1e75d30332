"""What X's problems mean: those that refuse a call, and those beside an answer.

Types end in a name: https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11-25).
"""

from collections.abc import Mapping
from typing import Any

from groundswell.kit import clock
from groundswell.platforms.errors import BudgetSpent, PlatformError, SignInRefused, Unreadable
from groundswell.platforms.fields import optional, parts
from groundswell.platforms.rules import next_month
from groundswell.platforms.wire import Answer

NOT_FOUND, NOT_SHOWN = "resource-not-found", "not-authorized-for-resource"
GONE = frozenset({NOT_FOUND, NOT_SHOWN})
PAYMENT_REQUIRED = 402
CONSOLE = "See your app in X’s developer console (console.x.com)."
ACCESS = {
    "client-forbidden": "The app of this bearer token may not do this.",
    "client-not-enrolled": "The app of this bearer token is not enrolled for X API v2.",
    "unsupported-authentication": "This bearer token is of a kind that X does not accept here.",
}


def refused(answer: Answer) -> PlatformError | None:
    """The error that a refusal's problem names; None where it says no more than the status."""
    kinds = {kind_of(answer.data), *map(kind_of, parts(answer.data, "errors"))}
    if answer.status == PAYMENT_REQUIRED:
        return SignInRefused("X says that the prepaid credits are used up.", where="x", cure=CONSOLE)
    if "usage-capped" in kinds:
        until = next_month(clock.now())
        return BudgetSpent("X says that the limit set in its developer console is reached.", until=until, where="x")
    told = next((message for kind, message in ACCESS.items() if kind in kinds), "")
    return SignInRefused(told, where="x", cure=CONSOLE) if told else None


def kind_of(problem: Any) -> str:
    """The last part of a problem's type: "resource-not-found"."""
    return optional(problem, "type").rsplit("/", 1)[-1] if isinstance(problem, Mapping) else ""


def problems(answer: Any) -> dict[str, str]:
    """Kinds of the problems beside an answer, by the id or name of what they are about."""
    return {optional(one, "resource_id") or optional(one, "value"): kind_of(one) for one in parts(answer, "errors")}


def missing(answer: Any) -> str:
    """Why there is no data: NOT_FOUND (suspended too) or NOT_SHOWN (protected); any other problem is `Unreadable`."""
    kinds = set(problems(answer).values())
    for kind in (NOT_FOUND, NOT_SHOWN):
        if kind in kinds:
            return kind
    told = next((optional(one, "title") for one in parts(answer, "errors")), "no data and no problem")
    raise Unreadable(f"X answered without “data”: {told[:100]}.", where="data")
