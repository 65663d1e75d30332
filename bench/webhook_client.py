"""A shop that sends at an even pace over kept-alive connections; run in a process of its own."""

import json
import os
import socket
import sys
import time
from collections import deque

from serving import CLIENT_CORE
from webhook_events import posted, templates

CONNECTIONS = 32


def send(port: int, tokens: list[str], first: int, count: int, per_second: float) -> dict[str, object]:
    """Sends events `first` … in turn to each store; what was answered with 200 by order id, the seconds it took, the
    slowest answers in ms. `ended` says when and why it ended early, and is empty when it did not."""
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {CLIENT_CORE})
    events, answered, waits, other, ended = templates(), list[str](), list[float](), 0, ""
    connections = deque(socket.create_connection(("127.0.0.1", port), 30) for _ in range(CONNECTIONS))
    started, sent = time.monotonic(), 0
    try:
        while sent < count:
            due = min(int((time.monotonic() - started) * per_second) + 1, count) - sent
            batch = [
                posted(events[number % len(events)], tokens[number % len(events)], first + number)
                for number in range(sent, sent + min(due, CONNECTIONS))
            ]
            if not batch:
                time.sleep(0.001)
                continue
            asked = time.monotonic()
            for connection, one in zip(connections, batch, strict=False):
                connection.sendall(one.request)
            sent += len(batch)
            for connection, one in zip(connections, batch, strict=False):
                answer = connection.recv(65_536)
                waits.append(time.monotonic() - asked)
                if answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"\r\n\r\n"):
                    answered.append(one.order_id)
                elif answer:
                    other += 1
                else:
                    raise ConnectionResetError("The server closed the connection.")
            # A server closes what lies idle for half a minute, as the last ones would that only a full batch needs.
            connections.rotate(-len(batch))
    except OSError as error:
        ended = f"after {time.monotonic() - started:.1f} s and {sent} sent: {type(error).__name__}: {error}"
    seconds = time.monotonic() - started
    waits.sort()
    slow = {
        str(share): round(waits[int(share * (len(waits) - 1))] * 1000, 1) for share in (0.5, 0.95, 0.99, 1.0) if waits
    }
    return {"answered": answered, "other": other, "seconds": seconds, "ms": slow, "ended": ended}


if __name__ == "__main__":
    port, first, count, per_second, *tokens = sys.argv[1:]
    print(json.dumps(send(int(port), tokens, int(first), int(count), float(per_second))))
