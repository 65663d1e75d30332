"""What YouTube's refusals mean: the status alone says 403 for a spent quota as well as for a wrong key."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from groundswell.kit import clock
from groundswell.platforms.errors import BudgetSpent, PlatformError, SignInRefused, Slow
from groundswell.platforms.fields import optional, part, parts
from groundswell.platforms.rules import next_day
from groundswell.platforms.wire import Answer

PACIFIC = "America/Los_Angeles"  # where the quota's day begins
DAY_SPENT = frozenset({"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"})
TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
KEYS = {
    "keyInvalid": "YouTube does not know the API key.",
    "API_KEY_INVALID": "YouTube does not know the API key.",
    "keyExpired": "The API key has expired.",
    "accessNotConfigured": "“YouTube Data API v3” is not enabled for the key’s project.",
    "SERVICE_DISABLED": "“YouTube Data API v3” is not enabled for the key’s project.",
    "API_KEY_SERVICE_BLOCKED": "The API key is restricted to other interfaces.",
    "ipRefererBlocked": "The API key is restricted to other addresses.",
    "API_KEY_IP_ADDRESS_BLOCKED": "The API key is restricted to other addresses.",
    "API_KEY_HTTP_REFERRER_BLOCKED": "The API key is restricted to web pages.",
    "CONSUMER_SUSPENDED": "Google suspended the key’s project.",
}
CURE = "See the key in the Google Cloud console, and give a working one on the page Platforms."


def refused(answer: Answer) -> PlatformError | None:
    """The error that the reasons name; None where they say no more than the status.

    Sources: https://developers.google.com/youtube/v3/docs/errors and https://cloud.google.com/apis/design/errors.
    """
    error = part(answer.data, "error")
    reasons = reasons_of(error)
    if reasons & DAY_SPENT or (reasons & TOO_FAST and _is_daily(error)):
        until = next_day(clock.now(), PACIFIC)
        return Slow("YouTube says that today’s quota of this API key is spent.", until=until, where="youtube")
    if reasons & TOO_FAST:
        until = clock.now() + timedelta(minutes=1)
        return Slow("YouTube was asked too often within a minute.", until=until, where="youtube")
    told = next((message for reason, message in KEYS.items() if reason in reasons), "")
    return SignInRefused(told, where="youtube", cure=CURE) if told else None


def search_refused(answer: Answer) -> PlatformError | None:
    """As `refused`; but searches have a quota apart, and once that is spent everything else still works."""
    error = refused(answer)
    if isinstance(error, Slow) and error.until > clock.now() + timedelta(minutes=1):
        return BudgetSpent("YouTube says that today’s searches are spent.", until=error.until, where="youtube")
    return error


def reasons_of(error: Mapping[str, Any]) -> frozenset[str]:
    """All the reasons an error object names, in its old and new form."""
    named = [*parts(error, "errors"), *parts(error, "details")]
    return frozenset(optional(one, "reason") for one in named)


def _is_daily(error: Mapping[str, Any]) -> bool:
    return any("PerDay" in optional(part(one, "metadata"), "quota_limit") for one in parts(error, "details"))
