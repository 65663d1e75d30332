"""The server and the worker as children of one process that ends when they do."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

import structlog

log = structlog.get_logger("groundswell.run")
PATIENCE = 10.0
PR_SET_PDEATHSIG = 1


def server_command(host: str, port: int, workers: int) -> list[str]:
    """Granian serving the whole of Groundswell."""
    return [
        sys.executable, "-m", "granian", "groundswell.config.asgi:application",
        "--interface", "asgi", "--no-ws", "--no-access-log", "--log-level", "warning",
        "--host", host, "--port", str(port), "--workers", str(workers), "--respawn-failed-workers",
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, "-m", "groundswell", "worker"]


class Family:
    """Starts commands and keeps them going: one that falls over is started again, a second too early never.

    SIGINT and SIGTERM end them all, first kindly.
    """

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.commands = commands
        self.children: list[subprocess.Popen[bytes]] = []
        self.stopping = False

    def run(self) -> None:
        """Until told to stop; a command that cannot even stay up for its first two seconds ends all (exit status 1)."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self.children = [_start(command) for command in self.commands]
        started = [time.monotonic()] * len(self.children)
        try:
            while not self.stopping:
                for place, child in enumerate(self.children):
                    if child.poll() is None or self.stopping:
                        continue
                    if time.monotonic() - started[place] < 2:
                        sys.exit(1)
                    log.error("process.ended", command=child.args[2:4], status=child.returncode, again=True)  # type: ignore[index]  # a list as given
                    self.children[place], started[place] = _start(self.commands[place]), time.monotonic()
                time.sleep(0.2)
        finally:
            self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _end_all(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in self.children:
            try:
                child.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # A session of their own: Ctrl+C in the terminal reaches only us, and we end them in order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)  # noqa: S603, PLW1509  # our own commands; one thread so far


def _end_with_parent() -> None:
    """On Linux a child gets SIGTERM when its parent dies, even by `kill -9`."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:
            os._exit(0)
