"""A server in a process tree of its own on one core, and what it used: what the benchmarks of addresses share."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

SERVER_CORE, CLIENT_CORE = 0, 1
PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def granian(application: str, interface: str, port: int) -> list[str]:
    """One worker, as `groundswell run` starts it."""
    return [
        sys.executable, "-m", "granian", application, "--interface", interface, "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--no-ws", "--no-access-log", "--log-level", "error",
    ]  # fmt: skip


@contextmanager
def serving(
    command: Sequence[str], environment: Mapping[str, str], ready: Callable[[], bool], *, pinned: bool = True
) -> Iterator[int]:
    """The process id while the server runs; RuntimeError when it does not get `ready`."""
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(ready):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not come up.")
            time.sleep(0.1)
        if pinned:
            pin(server.pid, SERVER_CORE)
        yield server.pid
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(PATIENCE)


def _answers(ready: Callable[[], bool]) -> bool:
    try:
        return ready()
    except OSError:
        return False


def family(pid: int) -> list[int]:
    """The process and everything it started."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += family(int(path.parent.name))
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of the whole family."""
    ticks = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def pin(pid: int, core: int) -> None:
    """Every thread of the family on that core, where there is more than one."""
    if (os.cpu_count() or 1) < 2:
        return
    for member in family(pid):
        for thread in Path(f"/proc/{member}/task").iterdir():
            with suppress(ProcessLookupError):
                os.sched_setaffinity(int(thread.name), {core})


def machine_busy() -> str:
    """How busy the machine was in the last minute: load average per core."""
    return f"{os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"
