"""Synthetic people put on the local network through its PDS, as any app would."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx

from tests.testbeds.atproto.network import Network

MARKS = re.compile(r"#(?P<tag>\w+)|@(?P<handle>[\w.-]+\.test)|(?P<link>https?://\S+)")
TYPES = {"tag": "tag", "handle": "mention", "link": "link"}


class People:
    """Accounts by name (`maya` is `maya.test`); each call is one request to the PDS."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.did: dict[str, str] = {}
        self._token: dict[str, str] = {}
        self._client = httpx.Client(base_url=f"{network.pds}/xrpc/", timeout=60)

    def close(self) -> None:
        self._client.close()

    def call(self, method: str, body: dict[str, Any], of: str = "") -> dict[str, Any]:
        headers = {"authorization": f"Bearer {self._token[of]}"} if of else {}
        # A busy machine lets the server time out on its own database.
        for _ in range(3):
            answer = self._client.post(method, json=body, headers=headers)
            if answer.status_code < 500:
                break
            time.sleep(1)
        if answer.is_error:
            raise RuntimeError(f"{method}: {answer.status_code} {answer.text}")
        return dict(answer.json()) if answer.content else {}

    def join(self, name: str, *, bio: str = "", labels: tuple[str, ...] = ()) -> str:
        """A new account with a profile; its DID. All tests share one network: a name belongs to one test, for good."""
        asked = {"email": f"{name}@people.test", "handle": f"{name}.test", "password": password(name)}
        session = self.call("com.atproto.server.createAccount", asked)
        self.did[name], self._token[name] = session["did"], session["accessJwt"]
        profile: dict[str, Any] = {"displayName": name.title(), "description": bio or f"I am {name}."}
        if labels:
            profile["labels"] = {
                "$type": "com.atproto.label.defs#selfLabels",
                "values": [{"val": label} for label in labels],
            }
        self.write(name, "app.bsky.actor.profile", profile, rkey="self")
        return self.did[name]

    def join_all(self, bios: Mapping[str, str]) -> None:
        """Many at once, by name; the PDS makes them about twice as fast as one after another."""
        with ThreadPoolExecutor(6) as together:
            list(together.map(lambda one: self.join(one[0], bio=one[1]), bios.items()))

    def write(self, name: str, collection: str, record: dict[str, Any], rkey: str | None = None) -> dict[str, Any]:
        """A record in somebody's repository; `{"uri", "cid"}`."""
        record = {"$type": collection, "createdAt": now(), **record}
        body = {"repo": self.did[name], "collection": collection, "record": record, **({"rkey": rkey} if rkey else {})}
        return self.call(f"com.atproto.repo.{'putRecord' if rkey else 'createRecord'}", body, of=name)

    def post(self, name: str, text: str, **fields: Any) -> dict[str, Any]:
        """A post with its hashtags, mentions and links marked; `{"uri", "cid"}`."""
        return self.write(name, "app.bsky.feed.post", self.text(text, **fields))

    def text(self, text: str, **fields: Any) -> dict[str, Any]:
        """The record of a post."""
        return {"text": text, "facets": self._facets(text), "langs": ["en"], **fields}

    def reply(self, name: str, to: dict[str, Any], text: str) -> dict[str, Any]:
        return self.post(name, text, reply={"root": reference(to), "parent": reference(to)})

    def like(self, name: str, post: dict[str, Any]) -> None:
        self.write(name, "app.bsky.feed.like", {"subject": reference(post)})

    def repost(self, name: str, post: dict[str, Any]) -> None:
        self.write(name, "app.bsky.feed.repost", {"subject": reference(post)})

    def follow(self, name: str, *others: str) -> None:
        """One write for all, up to 200."""
        self.write_all(name, [("app.bsky.graph.follow", {"subject": self.did[other]}) for other in others])

    def write_all(self, name: str, records: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Up to 200 records (collection, fields) in somebody's repository, in one write."""
        writes = [
            {
                "$type": "com.atproto.repo.applyWrites#create", "collection": collection,
                "value": {"$type": collection, "createdAt": now(), **record},
            }
            for collection, record in records
        ]  # fmt: skip
        self.call("com.atproto.repo.applyWrites", {"repo": self.did[name], "writes": writes}, of=name)

    def delete(self, name: str, uri: str) -> None:
        collection, rkey = uri.split("/")[-2:]
        self.call(
            "com.atproto.repo.deleteRecord",
            {"repo": self.did[name], "collection": collection, "rkey": rkey},
            of=name,
        )

    def rename(self, name: str, handle: str) -> None:
        self.call("com.atproto.identity.updateHandle", {"handle": handle}, of=name)

    def deactivate(self, name: str) -> None:
        self.call("com.atproto.server.deactivateAccount", {}, of=name)

    def see(self, method: str, until: Callable[[Any], bool], **params: Any) -> Any:
        """Asks the AppView until `until(answer)` holds: what was written arrives there a moment later."""
        with httpx.Client(base_url=f"{self.network.appview}/xrpc/", timeout=30) as client:
            for _ in range(300):
                answer = client.get(method, params=params)
                if until(answer.json()):
                    return answer.json()
                time.sleep(0.05)
        raise AssertionError(f"{method} {params} stayed {answer.status_code} {answer.text[:500]}")

    def _facets(self, text: str) -> list[dict[str, Any]]:
        facets = []
        for found in MARKS.finditer(text):
            kind = str(found.lastgroup)
            value = found[kind] if kind != "handle" else self.did[found["handle"].removesuffix(".test")]
            name = {"tag": "tag", "handle": "did", "link": "uri"}[kind]
            start, end = (len(text[:at].encode()) for at in found.span())
            feature = {"$type": f"app.bsky.richtext.facet#{TYPES[kind]}", name: value}
            facets.append({"index": {"byteStart": start, "byteEnd": end}, "features": [feature]})
        return facets


def password(name: str) -> str:
    return f"password of {name}"


def reference(post: dict[str, Any]) -> dict[str, str]:
    return {"uri": post["uri"], "cid": post["cid"]}


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
