"""Who knocks at short links: `wrk` where it is installed, else a client of our own."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from serving import CLIENT_CORE

LINKS = 200
CONNECTIONS = 64
AGENT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Instagram 390.0.0"
)
HEADERS = {
    "User-Agent": AGENT, "Accept": "text/html,*/*", "Accept-Language": "en-US", "Referer": "https://l.instagram.com/?u=x",
    "Sec-Fetch-Mode": "navigate",
}  # fmt: skip
WRK = shutil.which("wrk")


def request(number: int, agent: str = AGENT) -> bytes:
    """A phone's request for link `bench-NUMBER`."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**HEADERS, "User-Agent": agent}.items())
    return f"GET /l/bench-{number} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode()


def is_redirect(port: int) -> bool:
    """Whether the first link leads somewhere already."""
    with socket.create_connection(("127.0.0.1", port), 1) as connection:
        connection.sendall(request(0))
        return connection.recv(4096).startswith(b"HTTP/1.1 302")


def drive(port: int, seconds: float) -> int:
    """Requests answered with a redirect over kept-alive connections, from the other core. RuntimeError for any else."""
    return _wrk(WRK, port, seconds) if WRK else _own(port, seconds)


def _wrk(wrk: str, port: int, seconds: float) -> int:
    headers = "".join(f'wrk.headers["{name}"] = "{value}"\n' for name, value in HEADERS.items())
    script = f"""{headers}
local paths, at = {{}}, 0
init = function() for n = 0, {LINKS - 1} do paths[n] = wrk.format("GET", "/l/bench-" .. n) end end
request = function() at = (at + 1) % {LINKS}; return paths[at] end
"""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "knock.lua"
        path.write_text(script)
        command = [
            "taskset",
            "-c",
            str(CLIENT_CORE),
            wrk,
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{max(round(seconds), 1)}s",
            "--timeout",
            "30s",
        ]
        told = subprocess.run(
            [*command, "-s", str(path), f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True
        ).stdout
    counted = re.search(r"(\d+) requests in", told)
    if counted is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"Something else than redirects came back: {told}")
    return int(counted[1])


def _own(port: int, seconds: float) -> int:
    counts: list[int] = []
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=_client, args=(port, end, CONNECTIONS // 2, counts)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _client(port: int, end: float, connections: int, counts: list[int]) -> None:
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {CLIENT_CORE})
    requests = [request(n) for n in range(LINKS)]
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(connections)]
    answered = sent = 0
    while time.monotonic() < end:
        for connection in sockets:
            connection.sendall(requests[sent % LINKS])
            sent += 1
        for connection in sockets:
            if not connection.recv(4096).startswith(b"HTTP/1.1 302"):
                raise RuntimeError("Something else than 302 came back.")
            answered += 1
    for connection in sockets:
        connection.close()
    counts.append(answered)
