"""When to ask again: read from a network's headers, or by backoff with jitter. Pure."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

ATTEMPTS = 3
FIRST_PAUSE = timedelta(seconds=0.5)
SHORT = timedelta(seconds=8)  # longer waits are the queue's business, not the worker's
UNTOLD = timedelta(minutes=5)  # after a 429 that says nothing
LONGEST = timedelta(days=1)  # a header that asks for more is taken for a mistake
PREFIXES = ("x-ratelimit-", "ratelimit-", "x-rate-limit-")
EPOCH_FROM = 10**8  # smaller numbers are seconds from now
USAGE_HEADERS = ("x-app-usage", "x-business-use-case-usage")
USAGE_PARTS = ("call_count", "total_time", "total_cputime")
NEARLY_USED_UP = 95  # per cent of an hour that rolls on


def told_to_wait(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when `Retry-After` (seconds or a date) or a reset header of a spent limit asks to wait; None if none does."""
    return _moment(headers.get("retry-after", ""), now) or spent_until(headers, now)


def spent_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When the limit renews, if the headers say that nothing remains of it.

    Known spellings: x-ratelimit-remaining and -reset (Mastodon's reset is ISO 8601), ratelimit-… (Bluesky and
    Twitch in Unix seconds, the IETF draft in seconds from now), x-rate-limit-… (X), and Meta's per cent of the last
    hour (https://developers.facebook.com/docs/graph-api/overview/rate-limiting).
    """
    for prefix in PREFIXES:
        if headers.get(f"{prefix}remaining", "").strip() == "0":
            return _moment(headers.get(f"{prefix}reset", ""), now)
    return _used_up_until(headers, now)


def pause_before(attempt: int, jitter: float) -> timedelta:
    """How long to wait before attempt number `attempt` (from 2): doubling from 0.5 s; `jitter` (0 to 1) spreads it
    over the upper half."""
    pause: timedelta = FIRST_PAUSE * 2 ** (attempt - 2)
    return pause * (0.5 + jitter / 2)


def _moment(text: str, now: datetime) -> datetime | None:
    text = text.strip()
    moment = _of_number(text, now) or _of_date(text)
    if moment is None or not now < moment:
        return None
    return min(moment, now + LONGEST)


def _of_number(text: str, now: datetime) -> datetime | None:
    try:
        seconds = float(text)
        if not 0 <= seconds < 10**11:
            return None
        return datetime.fromtimestamp(seconds, UTC) if seconds >= EPOCH_FROM else now + timedelta(seconds=seconds)
    except (ValueError, OverflowError, OSError):
        return None


def _of_date(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError):
            continue
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return None


def _used_up_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When Meta's rolling hour has room again: the minutes it names, else a few."""
    for usage in (one for name in USAGE_HEADERS for one in _usages(headers.get(name, ""))):
        if any(isinstance(part := usage.get(name), int | float) and part >= NEARLY_USED_UP for name in USAGE_PARTS):
            minutes = usage.get("estimated_time_to_regain_access")
            named = timedelta(minutes=minutes) if type(minutes) is int and 0 < minutes < 10_000 else UNTOLD
            return now + min(named, LONGEST)
    return None


def _usages(text: str) -> Iterator[Mapping[str, Any]]:
    """Of the app as a whole, or of each business: `{…}` or `{"ID": [{…}]}`."""
    try:
        told = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return
    if isinstance(told, Mapping):
        yield told
        for found in told.values():
            yield from (one for one in (found if isinstance(found, list) else []) if isinstance(one, Mapping))
