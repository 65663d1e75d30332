"""The live stream through a real WebSocket on this machine: what is told is stored once, and what must go, goes."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.utils import OperationalError
from websockets.sync.server import ServerConnection, serve

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Account, AccountSync, Creator, Post, PostVersion
from groundswell.kit.errors import BadInput
from groundswell.kit.safe_http import AddressRefused
from groundswell.platforms.bluesky.socket import lines, subscription
from groundswell.platforms.errors import Unreachable
from groundswell.platforms.port import Need
from groundswell.platforms.services import pause_connector, save_keys
from groundswell.platforms.tests.toy import SearchingToy, connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server
from groundswell.tracking.models import Mention, PostMatch, StreamPosition
from groundswell.tracking.stream import Listener, listen_once, stream_address, watched
from groundswell.tracking.tests.test_network_posts import joins
from groundswell.tracking.tests.watching import NOON, watch

__all__ = ["connectors", "toy_server"]
MAYA, TOM = "did:plc:maya", "did:plc:tom"
POST = "app.bsky.feed.post"


class LiveStream:
    """A server that replays recorded lines after a cursor, then those that are told later; `asked` are its requests."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.asked: list[dict[str, list[str]]] = []
        self.break_after = 0
        self.done = threading.Event()
        self._server = serve(self._answer, "127.0.0.1", 0)
        self.address = f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/subscribe"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def tell(self, kind: str, did: str, at: int, **facts: Any) -> None:
        self.lines.append({"did": did, "time_us": at * 10_000_000, "kind": kind, kind: facts})

    def post(self, did: str, text: str, at: int, rkey: str = "3k", **record: Any) -> None:
        told = {"text": text, "createdAt": "2026-11-20T12:00:00Z", "$type": POST, **record}
        self.tell("commit", did, at, rev=f"r{at}", operation="create", collection=POST, rkey=rkey, record=told)

    def delete(self, did: str, at: int, rkey: str = "3k") -> None:
        self.tell("commit", did, at, rev=f"r{at}", operation="delete", collection=POST, rkey=rkey)

    def close(self) -> None:
        self.done.set()
        self._server.shutdown()
        self._thread.join(5)

    def _answer(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        asked = parse_qs(urlsplit(socket.request.path).query)
        self.asked.append(asked)
        cursor, sent = int(asked.get("cursor", ["0"])[0]), 0
        while not self.done.is_set():
            for line in self.lines[sent:]:
                sent += 1
                if line["time_us"] >= cursor:
                    socket.send(json.dumps(line))
                if sent == self.break_after:
                    return
            time.sleep(0.01)


@pytest.fixture
def live() -> Iterator[LiveStream]:
    server = LiveStream()
    yield server
    server.close()


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer, live: LiveStream) -> ToyServer:
    """The toy network stands in for Bluesky's AppView; its people are DIDs."""
    needs = tuple(
        Need(name=name, label=name, secret=False, required=False) for name in ("host", "jetstream", "appview")
    )
    connectors(plugin(make=SearchingToy, needs=needs))
    save_keys(connector="bluesky", given={"host": toy_server.url, "jetstream": live.address})
    for did, handle in ((MAYA, "maya.example"), (TOM, "tom.example")):
        toy_server.people[did] = {
            "platform": "bluesky", "external_id": did, "handle": handle, "url": "", "display_name": handle[:-8].title(),
            "metrics": {"followers": 5.0},
        }  # fmt: skip
        toy_server.posts[did], toy_server.follows[did] = [], []
    return toy_server


class Until(threading.Event):
    """A stop signal that is set once something was seen, looked for in the reading thread itself, or after 10 seconds."""

    def __init__(self, seen: Callable[[], bool]) -> None:
        super().__init__()
        self._seen, self._deadline = seen, time.monotonic() + 10

    def is_set(self) -> bool:
        return time.monotonic() > self._deadline or self._seen()


def listen(seen: Callable[[], bool]) -> None:
    assert listen_once("me", Until(seen))
    assert seen()


def cursor() -> int:
    return StreamPosition.objects.get().cursor // 10_000_000


@pytest.mark.django_db
def test_a_mention_is_found_as_it_is_posted(workspace: Workspace, toy: ToyServer, live: LiveStream) -> None:
    watch(workspace, "Acme")
    live.post(MAYA, "I love ACME", 1)
    live.post(MAYA, "Nothing", 2, "3l")
    live.post(TOM, "Acmeism", 3)
    listen(lambda: cursor() == 3)
    mention = Mention.objects.get()
    assert (mention.how, mention.asked, mention.account.handle) == ("stream", False, "maya.example")
    assert mention.post.url == "https://bsky.app/profile/maya.example/post/3k"
    assert PostVersion.objects.get().raw["commit"]["record"]["text"] == "I love ACME"
    assert (Post.objects.count(), Account.objects.count(), Creator.objects.get().name) == (1, 1, "Maya")
    assert live.asked == [{"wantedCollections": [POST]}]
    assert StreamPosition.objects.get().connected_at is None


@pytest.mark.django_db
def test_it_goes_on_at_the_cursor_and_doubles_nothing(workspace: Workspace, toy: ToyServer, live: LiveStream) -> None:
    watch(workspace, "Acme")
    for number in range(1, 7):
        live.post(MAYA, f"Acme {number}", number, f"3k{number}")
    live.break_after = 4
    with pytest.raises(Unreachable):
        listen_once("me", Until(lambda: False))
    assert (cursor(), Mention.objects.count()) == (4, 4)
    live.break_after = 0
    listen(lambda: cursor() == 6)
    assert live.asked[1]["cursor"] == [str(35_000_000)]
    assert Mention.objects.count() == Post.objects.count() == PostVersion.objects.count() == 6


@pytest.mark.django_db
def test_a_participants_post_comes_into_the_campaign(
    workspace: Workspace, campaign: Campaign, toy: ToyServer, live: LiveStream
) -> None:
    account = Account.objects.create(platform="bluesky", external_id=MAYA, handle="maya.example", source="Toy")
    creator = Creator.objects.create(workspace=workspace, name="Maya")
    creator.accounts.add(account)
    joins(workspace, campaign, creator)
    live.post(MAYA, "#ad Dawn #acmetrail", 1)
    live.post(MAYA, "Breakfast", 2, "3l")
    listen(lambda: cursor() == 2)
    assert live.asked == [{"wantedCollections": [POST], "wantedDids": [MAYA]}]
    match = PostMatch.objects.get()
    assert match.deliverable is not None
    assert match.post.disclosure_checks.get().verdict == "pass"
    assert Post.objects.count() == 2


@pytest.mark.django_db
def test_what_is_deleted_there_goes_here_at_once(workspace: Workspace, toy: ToyServer, live: LiveStream) -> None:
    watch(workspace, "Acme")
    live.post(MAYA, "Acme", 1)
    live.post(TOM, "Acme", 1)
    listen(lambda: cursor() == 1)
    live.delete(MAYA, 2)
    live.tell("account", TOM, 3, active=False, status="throttled")
    listen(lambda: cursor() == 3)
    assert [post.account.external_id for post in Post.objects.all()] == [TOM]
    live.tell("account", TOM, 4, active=False, status="deactivated")
    listen(lambda: cursor() == 4)
    assert (Post.objects.count(), Mention.objects.count(), PostVersion.objects.count()) == (0, 0, 0)
    # Nobody had worked with Tom: nothing of him stays. Maya's profile is still there.
    assert [account.external_id for account in Account.objects.all()] == [MAYA]
    assert [creator.name for creator in Creator.objects.all()] == ["Maya"]


@pytest.mark.django_db
def test_who_is_renamed_keeps_the_history_and_who_comes_back_is_read_anew(
    workspace: Workspace, toy: ToyServer, live: LiveStream
) -> None:
    watch(workspace, "Acme")
    live.post(MAYA, "Acme", 1)
    listen(lambda: cursor() == 1)
    AccountSync.objects.update(refreshed_at=NOON)
    toy.people[MAYA]["handle"] = "maya-runs.example"
    live.tell("identity", MAYA, 2, handle="claimed.example")
    live.tell("account", MAYA, 3, active=True)
    listen(lambda: cursor() == 3)
    account = Account.objects.get()
    assert (account.handle, account.posts.count(), account.creators.count()) == ("maya-runs.example", 1, 1)
    assert AccountSync.objects.get().refreshed_at is None


@pytest.mark.django_db
def test_one_process_reads_the_stream(workspace: Workspace, toy: ToyServer, live: LiveStream) -> None:
    watch(workspace, "Acme")
    from groundswell.kit import clock

    StreamPosition.objects.create(connector="bluesky", holder="another", held_at=clock.now())
    assert not listen_once("me", Until(lambda: True))
    StreamPosition.objects.update(held_at=NOON)
    assert listen_once("me", Until(lambda: True))


@pytest.mark.django_db
def test_where_the_stream_is_and_when_there_is_none(workspace: Workspace, toy: ToyServer, live: LiveStream) -> None:
    assert stream_address() == live.address
    assert not watched().anything
    assert not listen_once("me", Until(lambda: True))
    save_keys(connector="bluesky", given={"jetstream": ""})
    assert stream_address() == "wss://jetstream2.us-east.bsky.network/subscribe"
    save_keys(connector="bluesky", given={"appview": "http://127.0.0.1:1"})
    assert stream_address() == ""
    save_keys(connector="bluesky", given={"jetstream": "off", "appview": ""})
    assert stream_address() == ""
    save_keys(connector="bluesky", given={"jetstream": live.address})
    pause_connector(connector="bluesky", paused=True)
    assert stream_address() == ""
    assert live.asked == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_listens_and_connects_again(
    workspace: Workspace, toy: ToyServer, live: LiveStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.tracking.stream.listening.FIRST_PAUSE", 0.01)
    watch(workspace, "Acme")
    live.post(MAYA, "Acme one", 1)
    live.break_after = 1
    listener = Listener("worker")
    listener.start()
    try:
        _wait(lambda: Mention.objects.count() == 1)
        live.break_after = 0
        live.post(MAYA, "Acme two", 2, "3l")
        _wait(lambda: Mention.objects.count() == 2)
    finally:
        listener.stop()
    assert len(live.asked) >= 2
    assert StreamPosition.objects.get().held_at is None


def _wait(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        # The databases of tests lie in memory, where a table that is written to cannot be read.
        with contextlib.suppress(OperationalError):
            if seen():
                return
        time.sleep(0.1)
    raise AssertionError("it was never seen")


def test_the_socket_leads_to_no_private_address_and_refuses_what_is_no_stream(toy_server: ToyServer) -> None:
    with pytest.raises(AddressRefused), lines("ws://127.0.0.1:1/", allow_private=False):
        pass
    with pytest.raises(Unreachable), lines("ws://127.0.0.1:1/", allow_private=True):
        pass
    with pytest.raises(Unreachable), lines(toy_server.url.replace("http", "ws"), allow_private=True):
        pass
    with pytest.raises(BadInput), lines("https://example.com/", allow_private=True):
        pass


def test_a_subscription_names_posts_the_cursor_and_at_most_so_many_accounts() -> None:
    assert subscription("wss://s.example/subscribe", cursor=0) == f"wss://s.example/subscribe?wantedCollections={POST}"
    many = subscription("wss://s.example/subscribe", cursor=5, authors=[f"did:plc:{n}" for n in range(10_001)])
    assert many.count("wantedDids=") == 10_000
    assert many.endswith("&cursor=5")
