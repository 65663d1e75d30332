"""When a failed job is tried again, and when a worker counts as dead. Pure."""

from datetime import datetime, timedelta

from groundswell.kit.errors import GroundswellError

MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
DEAD_AFTER = timedelta(seconds=30)


def is_permanent(error: BaseException) -> bool:
    """Trying again cannot help: the error says so (`permanent = True`), or a user has to act first."""
    marked = getattr(error, "permanent", None)
    return bool(marked) if marked is not None else isinstance(error, GroundswellError)


def pause_before_retry(attempts: int, jitter: float) -> timedelta | None:
    """How long to wait after the failure of attempt number `attempts` (from 1), None when it was the last.

    Doubles from 15 s up to an hour; `jitter` from 0 to 1 adds up to a quarter, so that many failures
    at once do not come back at once.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    doubled: timedelta = FIRST_PAUSE * 2 ** (attempts - 1)
    return min(doubled, LONGEST_PAUSE) * (1 + jitter / 4)


def may_judge(own_beats: list[datetime], now: datetime) -> bool:
    """Whether a worker may call others dead: only when its own beats came through all of the last DEAD_AFTER.

    While one long transaction holds the database nobody can beat; silence then proves nothing.
    """
    recent = [beat for beat in own_beats if beat > now - DEAD_AFTER * 2]
    if len(recent) < 2 or recent[0] > now - DEAD_AFTER:
        return False
    gaps = [b - a for a, b in zip(recent, [*recent[1:], now], strict=True)]
    return max(gaps) < DEAD_AFTER / 2
