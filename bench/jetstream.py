"""How many Jetstream events one core filters and matches in a second; the target is 5,000.

The lines are in the shape and proportion of the network's own (likes, follows, reposts, posts, deletions) and
are watched for by 300 participants and 400 monitors.
"""

import json
import random
import resource
import time
from collections.abc import Iterator
from typing import Any

from groundswell.platforms.bluesky.jetstream import Stream
from groundswell.platforms.watch import Watch

EVENTS = 200_000
TARGET = 5_000
KINDS = {"like": 55, "post": 20, "follow": 12, "repost": 8, "delete": 4, "identity": 1}
WORDS = [
    "coffee",
    "morning",
    "trail",
    "bread",
    "light",
    "kiln",
    "glaze",
    "window",
    "river",
    "stitch",
    "garden",
    "lens",
    "paper",
    "winter",
    "small",
    "bright",
]


def run() -> dict[str, Any]:
    chance = random.Random(7)
    people = [f"did:plc:{chance.getrandbits(120):024x}"[:32] for _ in range(20_000)]
    lines = [event(chance, people, number) for number in range(20_000)]
    stream = Stream(watch(people))
    told = 0
    before = peak_megabytes()
    start = time.process_time()
    for line in again_and_again(lines):
        told += stream.read(line) is not None
    seconds = time.process_time() - start
    rate = EVENTS / seconds
    return {
        "events": EVENTS,
        "mean bytes a line": round(sum(map(len, lines)) / len(lines)),
        "told once": told,
        "unreadable": stream.unreadable,
        "events a second": round(rate),
        "memory grown MB": round(peak_megabytes() - before, 1),
        "met": rate >= TARGET and stream.unreadable == 0 and told > 0,
    }


def again_and_again(lines: list[bytes]) -> Iterator[bytes]:
    for number in range(EVENTS):
        yield lines[number % len(lines)]


def watch(people: list[str]) -> Watch:
    return Watch(
        authors=people[:300],
        held=people[:2_000],
        names=[f"brand {word} {number}" for number in range(10) for word in WORDS[:10]],
        hashtags=[f"{word}{number}" for number in range(10) for word in WORDS[:10]],
        mentions=people[300:400],
        links=[f"shop{number}.example/p" for number in range(100)],
    )


def event(chance: random.Random, people: list[str], number: int) -> bytes:
    kind = chance.choices(list(KINDS), KINDS.values())[0]
    told: dict[str, Any] = {"did": chance.choice(people), "time_us": 1_760_000_000_000_000 + number}
    if kind == "identity":
        told |= {"kind": kind, "identity": {"did": told["did"], "handle": f"p{number}.example", "seq": number}}
    else:
        told |= {"kind": "commit", "commit": commit(chance, people, kind, number)}
    return json.dumps(told, ensure_ascii=False).encode()


def commit(chance: random.Random, people: list[str], kind: str, number: int) -> dict[str, Any]:
    other = chance.choice(people)
    told = {"rev": f"3l{number:011}", "operation": "create", "rkey": f"3l{number:011}", "cid": "bafyrei" + "a" * 52}
    when = "2026-11-01T12:00:00.000Z"
    if kind == "delete":
        return {**told, "operation": "delete", "collection": "app.bsky.feed.post"}
    if kind == "post":
        return {**told, "collection": "app.bsky.feed.post", "record": post(chance, other, when)}
    subject = other if kind == "follow" else {"uri": f"at://{other}/app.bsky.feed.post/3lx", "cid": told["cid"]}
    collection = "app.bsky.graph.follow" if kind == "follow" else f"app.bsky.feed.{kind}"
    return {**told, "collection": collection, "record": {"$type": collection, "subject": subject, "createdAt": when}}


def post(chance: random.Random, other: str, when: str) -> dict[str, Any]:
    tag = f"{chance.choice(WORDS)}{chance.randrange(100)}"
    link = f"https://shop{chance.randrange(1_000)}.example/p/{chance.randrange(50)}?utm_source=x"
    words = " ".join(chance.choices(WORDS, k=chance.randrange(5, 45)))
    text, facets = f"☕ {words}", []
    for part, feature in (
        (f"#{tag}", {"$type": "app.bsky.richtext.facet#tag", "tag": tag}),
        ("@somebody.example", {"$type": "app.bsky.richtext.facet#mention", "did": other}),
        (link, {"$type": "app.bsky.richtext.facet#link", "uri": link}),
    ):
        if chance.random() < 0.3:
            start = len(text.encode()) + 1
            text = f"{text} {part}"
            facets.append({"index": {"byteStart": start, "byteEnd": len(text.encode())}, "features": [feature]})
    return {"$type": "app.bsky.feed.post", "text": text, "facets": facets, "langs": ["en"], "createdAt": when}


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
