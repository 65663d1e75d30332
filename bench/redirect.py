"""What one recorded click costs: the fast path against a plain Django view doing the same, in the same run.

    python bench/redirect.py

Both are served by granian with one worker, pinned to one core; the client runs on another. CPU per request is what the
whole server process tree used (user and system time from /proc) divided by the requests answered: it hardly moves when
the machine is busy, unlike requests per second.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

LINKS = 200
CONNECTIONS = 32
AGENT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Instagram 390.0.0"
)
REQUEST = (
    "GET /l/bench-{n} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: " + AGENT + "\r\nAccept: text/html,*/*\r\n"
    "Accept-Language: en-US\r\nReferer: https://l.instagram.com/?u=x\r\nSec-Fetch-Mode: navigate\r\n\r\n"
)
TARGET_US = 35.0


def run(seconds: float = 4.0) -> dict[str, Any]:
    """CPU µs per request of both, their ratio, and whether every answered click is in the database."""
    home = Path(tempfile.mkdtemp(prefix="groundswell-bench-"))
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home), "SECRET_KEY": "bench", "DATABASE_URL": ""}
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    try:
        _python("redirect_sides", "prepare", environment, str(LINKS))
        fast = _measure("groundswell.config.asgi:application", "asgi", environment, seconds)
        loaded = int(_python("redirect_sides", "load", environment))
        plain = _measure("redirect_sides:plain_view", "wsgi", environment, seconds)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return {
        "fast_path_cpu_us": round(fast["cpu_us"], 1),
        "fast_path_per_second": round(fast["per_second"]),
        "django_view_cpu_us": round(plain["cpu_us"], 1),
        "django_view_per_second": round(plain["per_second"]),
        "ratio": round(plain["cpu_us"] / fast["cpu_us"], 1),
        "answered": fast["requests"],
        "loaded": loaded,
        "target_cpu_us": TARGET_US,
        "met": fast["cpu_us"] <= TARGET_US and loaded >= fast["requests"],
    }


def _python(module: str, function: str, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", f"import sys, {module}; print({module}.{function}(*sys.argv[1:]))", *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1]


def _measure(application: str, interface: str, environment: dict[str, str], seconds: float) -> dict[str, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", interface, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--no-ws", "--log-level", "error", application]
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait_for(port)
        _pin(server.pid, {0})
        _drive(port, 0.7)
        before = _cpu_seconds(server.pid)
        started = time.monotonic()
        requests = _drive(port, seconds)
        wall, cpu = time.monotonic() - started, _cpu_seconds(server.pid) - before
        total = requests
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(10)
    return {"requests": total, "cpu_us": cpu / max(requests, 1) * 1e6, "per_second": requests / wall}


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as connection:
                connection.sendall(REQUEST.format(n=0).encode())
                if connection.recv(4096).startswith(b"HTTP/1.1 302"):
                    time.sleep(1.2)  # by now the table is in memory
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("The server did not answer with 302 within 20 seconds.")


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += _family(int(path.parent.name))
    return found


def _cpu_seconds(pid: int) -> float:
    ticks = 0
    for member in _family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _pin(pid: int, cores: set[int]) -> None:
    if (os.cpu_count() or 1) < 2:
        return
    for member in _family(pid):
        for thread in Path(f"/proc/{member}/task").iterdir():
            os.sched_setaffinity(int(thread.name), cores)


def _drive(port: int, seconds: float) -> int:
    """Requests answered with 302 over kept-alive connections; one thread per half of them."""
    counts: list[int] = []
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=_client, args=(port, end, CONNECTIONS // 2, counts)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _client(port: int, end: float, connections: int, counts: list[int]) -> None:
    requests = [REQUEST.format(n=n).encode() for n in range(LINKS)]
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


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
