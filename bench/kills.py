"""Killed with -9 at random moments under load: no answered click or shop's event is lost, none counts twice.

    python bench/kills.py [KILLS [SEED]]

Of KILLS (GROUNDSWELL_BENCH_KILLS in the environment; 100 when neither is given) seven in ten hit the server, in turns one of
granian's two workers and its whole process group; the others hit `load_clicks` in the middle of a load, while the load goes on.
Then a fifth as many hit, half and half, the server and the worker that makes orders of shops' events; a shop sends again
what was not answered. Servers and loaders are forked from a process that has imported everything: a restart costs
milliseconds instead of three seconds of processor time. What serves, loads and works is the code of `groundswell run`.
"""

import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

from redirect_clients import AGENT, LINKS, request
from serving import free_port, machine_busy
from webhook_events import posted, templates

from groundswell.links.tests.callers import sell, visit
from groundswell.links.tests.killing import kept, kill_serving, kill_working, under_load
from groundswell.links.tests.nursery import Nursery
from groundswell.links.tests.served import python

KILLS, CONNECTIONS = 100, 16
SERVING, LOADING, WORKING = (0.0, 0.7), (0.0, 2.0), (1.0, 1.6)  # seconds after its start; the worker looks after one
A_SHOPS_PAUSE = 0.03
# In one workspace each visit counts, in the other a visitor does once in half an hour.
VISITED = f"""
import redirect_sides
redirect_sides.prepare("{LINKS}")
from groundswell.accounts.models import Workspace
from groundswell.accounts.services import create_workspace
from groundswell.links.models import Link
often = create_workspace(slug="often", name="Often")
Workspace.objects.filter(pk=often.pk).update(repeat_minutes=0)
Link.objects.filter(pk__lt={LINKS} // 2).update(workspace=often)
"""
SOLD = "import webhook_sides; print(webhook_sides.prepare())"


def run(kills: int | None = None, seed: int | None = None) -> dict[str, Any]:
    """{"seed", "busy", "clicks": {…}, "events": {…}, …, "met"}; of each the kills, the seconds, and what `kept` finds."""
    kills = kills or int(os.environ.get("GROUNDSWELL_BENCH_KILLS", KILLS))
    seed = random.randrange(1_000_000) if seed is None else seed
    clicks, events = _in_a_folder(partial(_clicks, kills, seed)), _in_a_folder(partial(_events, kills // 5, seed))
    return {
        "seed": seed,
        "busy": machine_busy(),
        "clicks": clicks,
        "events": events,
        f"clicks lost after an answered redirect, kill -9 at {clicks['kills']} random moments under load": f"{clicks['lost']}, and {clicks['twice']} counted twice",
        f"shops' events lost after their answer, kill -9 at {events['kills']} random moments under load": f"{events['lost']}, and {events['twice']} counted twice",
        "met": clicks["met"] and events["met"],
    }  # fmt: skip


def _clicks(kills: int, seed: int, environment: Mapping[str, str]) -> dict[str, Any]:
    python(VISITED, environment)
    answered, port, of_servers = list[str](), free_port(), kills * 7 // 10
    with Nursery(environment, "serve", str(port)) as servers, Nursery(environment, "load_clicks") as loaders:
        figures = _measured(
            [partial(visit, port, _visits(random.Random(seed + n)), answered) for n in range(CONNECTIONS)],
            server=partial(kill_serving, servers, of_servers, answered, SERVING, random.Random(seed)),
            loader=partial(kill_working, loaders, kills - of_servers, LOADING, random.Random(-seed)),
        )
    found = kept("clicks_kept", environment, answered)
    met = found["lost"] == found["twice"] == found["wrong"] == found["journals"] == 0
    return {**figures, **found, "met": met and found["unanswered"] <= CONNECTIONS * of_servers}


def _events(kills: int, seed: int, environment: Mapping[str, str]) -> dict[str, Any]:
    tokens = json.loads(python(SOLD, environment).splitlines()[-1])["stores"]
    answered, port = list[str](), free_port()
    with Nursery(environment, "serve", str(port)) as servers, Nursery(environment, "work") as workers:
        figures = _measured(
            [partial(sell, port, _sales(tokens, n), answered) for n in range(CONNECTIONS)],
            server=partial(kill_serving, servers, kills // 2, answered, SERVING, random.Random(seed)),
            worker=partial(kill_working, workers, kills - kills // 2, WORKING, random.Random(-seed)),
        )
    found = kept("orders_kept", environment, answered)
    met = found["lost"] == found["twice"] == found["failed"] == found["waiting"] == found["journals"] == 0
    return {**figures, **found, "met": met and found["unanswered"] <= CONNECTIONS}


def _measured(callers: Sequence[Callable[[Event], None]], **killers: Callable[[], int]) -> dict[str, Any]:
    began = time.monotonic()
    killed = dict(zip(killers, under_load(callers, list(killers.values())), strict=True))
    return {"kills": sum(killed.values()), "of": killed, "under_load_s": round(time.monotonic() - began, 1)}


def _visits(chance: random.Random) -> Iterator[bytes]:
    """Of a few hundred people who come again, and a machine now and then."""
    while True:
        agent = "curl/8.5.0" if chance.random() < 0.05 else f"{AGENT} {chance.randrange(300)}"
        yield request(chance.randrange(LINKS), agent)


def _sales(tokens: list[str], first: int) -> Iterator[tuple[bytes, str]]:
    shops = templates()
    for number in count(first, CONNECTIONS):
        time.sleep(A_SHOPS_PAUSE)
        yield posted(shops[number % len(shops)], tokens[number % len(tokens)], number)


def _in_a_folder(measure: Callable[[Mapping[str, str]], dict[str, Any]]) -> dict[str, Any]:
    home = Path(tempfile.mkdtemp(prefix="groundswell-bench-"))
    environment = {
        **os.environ, "GROUNDSWELL_HOME": str(home), "SECRET_KEY": "bench", "DATABASE_URL": "", "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings", "PYTHONPATH": str(Path(__file__).parent), "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    try:
        return measure(environment)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:])), indent=2))
