"""200 accounts of a local AT-protocol network refreshed through the connector: profile, posts, followers, figures.

Against the same requests made bare, one after another on one connection: what the connector adds may be 25 %.
"""

import resource
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from groundswell.platforms.bluesky.connector import Bluesky
from tests.plain_wire import PlainAnswer, PlainWire
from tests.testbeds.atproto import network
from tests.testbeds.atproto.people import People

ACCOUNTS = 200
ROUNDS = 3
TARGET = 1.25
POST = "app.bsky.feed.post"


def run() -> dict[str, Any]:
    if reason := network.missing():
        return {"left out": reason}
    with network.running() as local:
        people = People(local)
        dids = settle(people)
        wire = Recorder()
        connector = Bluesky(wire, {"appview": local.appview})
        facts = refresh(connector, dids)
        requests = list(wire.requests)
        memory = resident_megabytes()
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(lambda: refresh(connector, dids)))
            bare.append(seconds(lambda: replay(requests)))
        people.close()
        wire.close()
        ratio = statistics.median(ours) / statistics.median(bare)
        return {
            "accounts": ACCOUNTS,
            **facts,
            "requests": len(requests),
            "seconds": round(statistics.median(ours), 2),
            "seconds bare": round(statistics.median(bare), 2),
            "overhead": f"{ratio - 1:.1%}",
            "memory grown over three rounds MB": round(resident_megabytes() - memory, 1),
            "met": ratio <= TARGET,
        }


class Recorder(PlainWire):
    """Keeps the addresses asked, to ask them again bare."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[str] = []

    def _read(self, request: httpx.Request) -> PlainAnswer:
        self.requests.append(str(request.url))
        return super()._read(request)


def settle(people: People) -> list[str]:
    """200 people in a ring, each with three posts and followed by ten."""
    names = [f"person{number:03}" for number in range(ACCOUNTS)]
    with ThreadPoolExecutor(4) as together:
        list(together.map(people.join, names))
    for place, name in enumerate(names):
        follows = [{"subject": people.did[names[(place + step) % ACCOUNTS]]} for step in range(1, 11)]
        posts = [people.text(f"Day {number} #bread with https://shop.example/{place}") for number in range(3)]
        people.write_all(name, [("app.bsky.graph.follow", one) for one in follows] + [(POST, one) for one in posts])
    last = people.did[names[-1]]
    people.see("app.bsky.feed.getAuthorFeed", lambda told: len(told.get("feed", [])) == 3, actor=last)
    return [people.did[name] for name in names]


def refresh(connector: Bluesky, dids: list[str]) -> dict[str, int]:
    """Every account once; how much was told."""
    told = {
        "profiles": sum(found is not None for found in connector.profiles(dids).values()),
        "posts": 0,
        "followers": 0,
    }
    for did in dids:
        posts = connector.posts(did).items
        told["posts"] += sum(
            figures is not None for figures in connector.readings([post.external_id for post in posts]).values()
        )
        told["followers"] += len(connector.follows(did, "followers").items)
    return told


def replay(requests: list[str]) -> None:
    with httpx.Client(timeout=30) as client:
        for address in requests:
            client.get(address).read()


def seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def resident_megabytes() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
