"""Who calls a server that dies now and then: visitors who are lost with it, shops that send again."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from threading import Event

CID = re.compile(rb"location: \S+[?&]cid=([\w-]{12})", re.I)
BREATH = 0.01


class Connection:
    """Kept alive, and made anew after it broke."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> bytes:
        """The whole answer, which has no body; empty when none came."""
        with suppress(OSError):
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), 5)
            self.socket.sendall(request)
            answer = self.socket.recv(65_536)
            if answer.endswith(b"\r\n\r\n"):
                return answer
        self.close()
        time.sleep(BREATH)
        return b""

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def visit(port: int, requests: Iterator[bytes], answered: list[str], stop: Event) -> None:
    """One visit after another; `answered` gets the click ids of whole redirects."""
    with closing(Connection(port)) as connection:
        while not stop.is_set():
            if found := CID.search(connection.ask(next(requests))):
                answered.append(found[1].decode())


def sell(port: int, events: Iterator[tuple[bytes, str]], answered: list[str], stop: Event) -> None:
    """One event after another, (request, order id), each until it is answered with 200; `answered` gets the order ids."""
    with closing(Connection(port)) as connection:
        while not stop.is_set():
            request, order_id = next(events)
            while not (said := connection.ask(request).startswith(b"HTTP/1.1 200")) and not stop.is_set():
                pass
            if said:
                answered.append(order_id)
