"""200 accounts of a local AT-protocol network brought up to date by the whole product: profiles, posts with figures,
both follow lists, all written to the database.

Against the same requests made bare, one after another on one connection: what the product adds may be 25 %.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

import httpx
from bluesky import ROUNDS, TARGET, replay, resident_megabytes, settle

from groundswell.platforms.bluesky.connector import BATCH
from tests.testbeds.atproto import network
from tests.testbeds.atproto.people import People


def run() -> dict[str, Any]:
    if reason := network.missing():
        return {"left out": reason}
    with network.running() as local:
        people = People(local)
        dids = settle(people)
        people.close()
        _start(local.appview, local.pds)
        ours: list[Cost] = []
        bare: list[Cost] = []
        memory: list[float] = []
        for _ in range(ROUNDS):
            _forget()
            _add(dids)
            with recorded() as requests:
                ours.append(cost(lambda: _refresh(len(dids))))
            bare.append(cost(lambda: replay(requests)))
            memory.append(resident_megabytes())
        wall, floor = (statistics.median(one.wall for one in costs) for costs in (ours, bare))
        return {
            "accounts": len(dids),
            **_held(),
            "requests": len(requests),
            "requests for their facts": requests_needed(len(dids)),
            "seconds": round(wall, 2),
            "seconds bare": round(floor, 2),
            "overhead": f"{wall / floor - 1:.1%}",
            "CPU ms an account": round(1000 * statistics.median(one.cpu for one in ours) / len(dids), 1),
            "CPU ms an account bare": round(1000 * statistics.median(one.cpu for one in bare) / len(dids), 1),
            "load of the machine meanwhile": round(os.getloadavg()[0], 1),
            "memory grown after the first round MB": round(memory[-1] - memory[0], 1),
            "met": wall <= TARGET * floor,
        }


class Cost(NamedTuple):
    """Seconds on the wall and of this process's processor time."""

    wall: float
    cpu: float


def cost(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def requests_needed(accounts: int) -> int:
    """Profiles come 25 a call; posts, followers and followed fit on one page each."""
    return -(-accounts // BATCH) + 3 * accounts


@contextmanager
def recorded() -> Iterator[list[str]]:
    """The addresses that are asked meanwhile."""
    asked: list[str] = []
    send = httpx.HTTPTransport.handle_request

    def note(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return send(self, request)

    with patch.object(httpx.HTTPTransport, "handle_request", note):
        yield asked


def _start(appview: str, pds: str) -> None:
    os.environ.update(
        GROUNDSWELL_HOME=tempfile.mkdtemp(prefix="groundswell-bench-"),
        SECRET_KEY="bench",
        DATABASE_URL="",
        OFFLINE="",
        ALLOW_PRIVATE_ADDRESSES="1",
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    from groundswell.cli.session import start

    start()
    from groundswell.accounts.services import create_workspace
    from groundswell.platforms.services import save_keys

    create_workspace(slug="bench", name="Bench")
    save_keys(connector="bluesky", given={"appview": appview, "pds": pds})


def _add(dids: list[str]) -> None:
    from groundswell.accounts.models import Workspace
    from groundswell.creators.network import add_account

    for did in dids:
        add_account(workspace=Workspace.objects.get(), profile=did, platform="bluesky")


def _refresh(accounts: int) -> None:
    from groundswell.tracking.refresh import refresh_due

    done = refresh_due(seconds=600).as_dict()
    if done["accounts"] != accounts or done["errors"]:
        raise SystemExit(f"not all were refreshed: {done}")


def _held() -> dict[str, Any]:
    from groundswell.creators.models import FollowEdge, Post, Reading

    kinds = {"posts": Post, "edges of follow lists": FollowEdge, "readings": Reading}
    return {label: kind.objects.count() for label, kind in kinds.items()}


def _forget() -> None:
    from groundswell.creators.models import Account, Creator

    Account.objects.all().delete()
    Creator.objects.all().delete()
