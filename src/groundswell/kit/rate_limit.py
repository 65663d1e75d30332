"""How often somebody may knock: fixed windows counted in any cache that can add and increment."""

import time
from typing import Protocol

from groundswell.kit.errors import GroundswellError

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class TooMany(GroundswellError):
    """Knocked too often; `retry_after` seconds from now it works again."""

    code = "too_many_requests"
    status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__("That was too often in a short time.", cure=f"Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class Counter(Protocol):
    """The two calls needed of a cache (Django's fit)."""

    def add(self, key: str, value: int, timeout: float | None = None) -> bool: ...

    def incr(self, key: str, delta: int = 1) -> int: ...


def check_rate(counter: Counter, key: str, rate: str) -> None:
    """Counts one knock of `key` and raises `TooMany` when `rate`, such as "30/m", is passed.

    Windows are fixed, so up to twice the rate may pass across the border of two.
    """
    most, per = parse_rate(rate)
    window, into = divmod(time.time(), per)
    slot = f"rate:{key}:{per}:{int(window)}"
    counter.add(slot, 0, timeout=per + 1)
    try:
        count = counter.incr(slot)
    except ValueError:
        # The cache dropped the key between the two calls: the count begins anew.
        return
    if count > most:
        raise TooMany(int(per - into) + 1)


def parse_rate(rate: str) -> tuple[int, int]:
    """ "30/m" → (30, 60): how many in how many seconds; the units are s, m, h and d."""
    most, _, unit = rate.partition("/")
    return int(most), SECONDS[unit]
