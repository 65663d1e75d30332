"""When a message that did not go out is tried again."""

from datetime import timedelta

PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
MOST_ATTEMPTS = 16


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after attempt number `attempts` (from 1): 1, 5, 15, 60, then every 240 minutes.

    None after the sixteenth, about two days on: the server is not coming back by itself.
    """
    return None if attempts >= MOST_ATTEMPTS else PAUSES[min(attempts, len(PAUSES)) - 1]
