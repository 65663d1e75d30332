"""The live stream as lines, from a WebSocket that leads to no private address."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from websockets.exceptions import InvalidHandshake, WebSocketException
from websockets.sync.client import connect

from groundswell.kit.errors import BadInput
from groundswell.kit.safe_http import open_socket
from groundswell.platforms.bluesky.parse import POST
from groundswell.platforms.errors import Unreachable

JETSTREAM = "wss://jetstream2.us-east.bsky.network/subscribe"
MOST_WANTED = 10_000  # accounts that one connection may name
LONGEST_LINE = 2 * 1024 * 1024
CONNECT_SECONDS = 10.0


def subscription(address: str, *, cursor: int, authors: Sequence[str] = ()) -> str:
    """The address to connect to: only posts, from `cursor` (µs since 1970; 0 is now), of `authors` when there are some.

    Events of accounts and identities come in any case.
    """
    asked: list[tuple[str, str | int]] = [("wantedCollections", POST)]
    asked += [("wantedDids", did) for did in authors[:MOST_WANTED]]
    return f"{address}?{urlencode([*asked, *([('cursor', cursor)] if cursor else [])])}"


class Receive(Protocol):
    def __call__(self, timeout: float | None = None) -> str | bytes: ...


class Lines:
    """An open connection. `next` waits up to `seconds` for a line and answers None when there was none."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    def next(self, seconds: float) -> str | bytes | None:
        """`Unreachable` when the other side closed, or broke off."""
        try:
            return self._receive(timeout=seconds)
        except TimeoutError:
            return None
        except (WebSocketException, OSError) as error:
            raise Unreachable(f"The stream broke off: {error}", where="jetstream") from error


@contextmanager
def lines(address: str, *, allow_private: bool) -> Iterator[Lines]:
    """Connects; `Unreachable` when nobody answers as a stream does, `AddressRefused` for a private address."""
    parts = urlsplit(address)
    secure = parts.scheme == "wss"
    if parts.scheme not in ("ws", "wss") or not parts.hostname:
        raise BadInput("The address of a stream begins with wss://.", where="jetstream", cure=f"Default: {JETSTREAM}")
    try:
        opened = open_socket(
            parts.hostname, parts.port or (443 if secure else 80), allow_private=allow_private, seconds=CONNECT_SECONDS
        )
        with closing(opened), connect(
            address, sock=opened, ssl=ssl.create_default_context() if secure else None, open_timeout=CONNECT_SECONDS,
            max_size=LONGEST_LINE, compression=None, proxy=None,
        ) as connection:  # fmt: skip
            yield Lines(connection.recv)
    except (InvalidHandshake, TimeoutError, OSError) as error:
        raise Unreachable(f"{parts.hostname} did not answer as a stream: {error}", where="jetstream") from error
