"""200 accounts of a local AT-protocol network brought up to date by the whole product: profiles, posts with figures,
both follow lists, all written to the database.

Against the same requests made bare, one after another on one connection: what the product adds may be 25 %.
"""

import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx
from bluesky import ACCOUNTS, ROUNDS, TARGET, replay, resident_megabytes, seconds, settle

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
        ours, bare, told, asked = [], [], {}, 0
        memory = 0.0
        for number in range(ROUNDS):
            _add(dids)
            with recorded() as requests:
                ours.append(seconds(lambda: told.update(_refresh())))
            bare.append(seconds(lambda: replay(requests)))
            asked = len(requests)
            memory = memory or resident_megabytes()
            if number < ROUNDS - 1:
                _forget()
        ratio = statistics.median(ours) / statistics.median(bare)
        return {
            **told,
            **_held(),
            "requests": asked,
            "seconds": round(statistics.median(ours), 2),
            "seconds bare": round(statistics.median(bare), 2),
            "overhead": f"{ratio - 1:.1%}",
            "memory grown after the first round MB": round(resident_megabytes() - memory, 1),
            "met": ratio <= TARGET,
        }


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


def _refresh() -> dict[str, Any]:
    from groundswell.tracking.refresh import refresh_due

    done = refresh_due(seconds=600).as_dict()
    if done["accounts"] != ACCOUNTS or done["errors"]:
        raise SystemExit(f"not all were refreshed: {done}")
    return {"accounts": done["accounts"], "posts": done["new_posts"]}


def _held() -> dict[str, Any]:
    from groundswell.creators.models import FollowEdge, Reading

    return {"edges of follow lists": FollowEdge.objects.count(), "readings": Reading.objects.count()}


def _forget() -> None:
    from groundswell.creators.models import Account, Creator

    Account.objects.all().delete()
    Creator.objects.all().delete()
