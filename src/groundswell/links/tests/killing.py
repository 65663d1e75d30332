"""Servers, loaders and workers killed with -9 at random moments, while many call."""

import json
import random
import time
from collections.abc import Callable, Collection, Mapping, Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from groundswell.links.tests.nursery import Nursery
from groundswell.links.tests.served import python

PATIENCE = 60.0
KEPT = "import json, sys; from groundswell.links.tests import kept; print(json.dumps(getattr(kept, sys.argv[1])(json.load(sys.stdin))))"
Moments = tuple[float, float]
"""Seconds, from and to."""


def kill_serving(servers: Nursery, kills: int, answered: Sized, moments: Moments, chance: random.Random) -> int:
    """In turns one worker, which its server starts again, and the whole server; each so long after 50 new answers. How many."""
    servers.start()
    for number in range(kills):
        _answers(answered)
        time.sleep(chance.uniform(*moments))
        if number % 2:
            assert servers.kill()
            servers.start()
        else:
            assert servers.kill_a_child(chance)
    return kills


def kill_working(nursery: Nursery, kills: int, moments: Moments, chance: random.Random) -> int:
    """Until so many were killed at work, each so long after its start; how many."""
    killed, until = 0, time.monotonic() + kills * PATIENCE
    while killed < kills:
        assert time.monotonic() < until
        nursery.start()
        time.sleep(chance.uniform(*moments))
        killed += nursery.kill()
    return killed


def under_load(callers: Sequence[Callable[[Event], None]], killers: Sequence[Callable[[], int]]) -> list[int]:
    """What the killers count, all at work at once; callers call until the last is done."""
    stop = Event()
    with ThreadPoolExecutor(len(callers) + len(killers)) as threads:
        calls = [threads.submit(caller, stop) for caller in callers]
        kills = [threads.submit(killer) for killer in killers]
        try:
            counts = [one.result() for one in kills]
        finally:
            stop.set()
        for call in calls:
            call.result()
    return counts


def kept(what: str, environment: Mapping[str, str], answered: Collection[str]) -> dict[str, int]:
    """What a function of `kept` finds in a process of its own, once all are dead."""
    found: dict[str, int] = json.loads(python(KEPT, environment, what, told=json.dumps(answered)))
    return found


def _answers(answered: Sized) -> None:
    goal, until = len(answered) + 50, time.monotonic() + PATIENCE
    while len(answered) < goal:
        assert time.monotonic() < until, "The server does not answer"
        time.sleep(0.002)
