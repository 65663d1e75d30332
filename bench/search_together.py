"""Many searchers at once, and the same while accounts change: the search's part that needs more than one process."""

import multiprocessing
import os
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

SEARCHERS = 8
SECONDS = 8.0
UPDATES = 10_000

Ask = Callable[[Any], Any]


def together(ask: Ask, cases: dict[str, list[Any]]) -> dict[str, Any]:
    """SEARCHERS at once, mixed; then the same while another process, as the product's worker is one, brings UPDATES changed
    accounts into the index."""
    mixed = [case for some in zip(*cases.values(), strict=True) for case in some]
    here, there = multiprocessing.Pipe()
    writer = multiprocessing.get_context("spawn").Process(target=_write_when_told, args=(there,), daemon=True)
    writer.start()
    here.recv()
    calm = _search_for(SECONDS, ask, mixed)
    done = threading.Event()
    changed: list[float] = []
    watcher = threading.Thread(target=_wait_for, args=(here, changed, done))
    watcher.start()
    busy = _search_for(SECONDS, ask, mixed, until=done)
    watcher.join()
    writer.join()
    return {
        "searchers": SEARCHERS,
        "searches_per_s": round(len(calm) / SECONDS),
        **shown(calm),
        "updates": UPDATES,
        "visible_after_s": round(changed[0], 2),
        "p95_grows": round(shown(busy)["p95_ms"] / shown(calm)["p95_ms"], 2),
    }


def shown(took: list[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {"p50_ms": round(statistics.median(took), 2), "p95_ms": round(sorted(took)[int(len(took) * 0.95) - 1], 2)}


def _search_for(seconds: float, ask: Ask, mixed: list[Any], until: threading.Event | None = None) -> list[float]:
    end = time.perf_counter() + seconds

    def work(start: int) -> list[float]:
        took, n = [], start
        while time.perf_counter() < end and not (until and until.is_set()):
            began = time.perf_counter()
            ask(mixed[n % len(mixed)])
            took.append((time.perf_counter() - began) * 1000)
            n += SEARCHERS
        return took

    with ThreadPoolExecutor(SEARCHERS) as pool:
        return [one for some in pool.map(work, range(SEARCHERS)) for one in some]


def _wait_for(writer: Connection, changed: list[float], done: threading.Event) -> None:
    writer.send("now")
    changed.append(writer.recv())
    done.set()


def _write_when_told(told: Connection) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    import django

    django.setup()
    import people

    from groundswell.creators.models import Account
    from groundswell.discovery import index, reading
    from groundswell.kit import clock

    reading._READERS["audiences"] = people.audiences
    index.sync()
    told.send("ready")
    told.recv()
    Account.objects.filter(pk__lte=UPDATES).update(changed_at=clock.now())
    began = time.perf_counter()
    while index.sync() is None:
        time.sleep(0.01)
    told.send(time.perf_counter() - began)
