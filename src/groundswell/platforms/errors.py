"""What can go wrong on the other side. `permanent` ones are not tried again by themselves."""

from datetime import datetime
from typing import TYPE_CHECKING

from groundswell.kit.errors import GroundswellError

if TYPE_CHECKING:
    from groundswell.platforms.wire import Answer


class PlatformError(GroundswellError):
    """A network did not give what was asked. `answer` holds its own words where it said any (`data` is decoded JSON,
    else text): some networks tell their reasons only there."""

    code = "platform_error"
    status = 502
    permanent = False
    answer: "Answer | None" = None


class SignInRefused(PlatformError):
    """401 or 403: keys are missing, wrong, expired or not allowed to do this."""

    code = "platform_sign_in"
    permanent = True


class Gone(PlatformError):
    """404 or the network's own word for it: no such profile or post (any more)."""

    code = "platform_gone"
    status = 404
    permanent = True


class NotAvailable(PlatformError):
    """The network (or this set of keys) does not offer the operation."""

    code = "not_available"
    status = 422
    permanent = True


class Paused(NotAvailable):
    """The operator paused the connector."""

    code = "connector_paused"


class KeysMissing(NotAvailable):
    """The connector needs keys that nobody gave yet."""

    code = "keys_missing"


class Slow(PlatformError):
    """429: asked too often; `until` says when to ask again."""

    code = "platform_slow"
    status = 503

    def __init__(self, message: str, *, until: datetime, where: str | None = None) -> None:
        super().__init__(message, where=where, cure=f"It goes on by itself after {until:%H:%M} UTC.")
        self.until = until


class BudgetSpent(PlatformError):
    """Our own limit of calls, units or money is reached; asked before the call, so nothing was spent."""

    code = "budget_spent"
    status = 503

    def __init__(self, message: str, *, until: datetime, where: str | None = None) -> None:
        super().__init__(message, where=where, cure="Raise the limit, or wait for the next day or month.")
        self.until = until


class Unreachable(PlatformError):
    """No answer, half an answer, or a fault of the network (5xx), after the tries that were made."""

    code = "platform_unreachable"
    status = 503


class Unreadable(PlatformError):
    """An answer that is not what the network's documentation says: named field, never a guess."""

    code = "platform_unreadable"
