"""The server and the worker as children of one process that ends when they do."""

import contextlib
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
EARLY, PAUSE = 2.0, 5.0
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


class Child:
    """One command, started again a while after it ends by itself."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command
        self.start()

    def start(self) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl+C in the terminal reaches only us, and we end the children in order.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_end_with_parent)  # noqa: S603, PLW1509  # our own commands; we have one thread

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    @property
    def fell_early(self) -> bool:
        """Ended before it can have done anything: its port is taken, or it does not even load."""
        return self.ended and time.monotonic() - self.started < EARLY

    def start_again(self) -> None:
        """Starts anew what ended by itself, at most every few seconds."""
        if self.ended and time.monotonic() - self.started > PAUSE:
            log.error("process.restarted", command=self.command[2], status=self.process.returncode)
            self.start()

    def end(self) -> None:
        """Kindly first, then for certain, with everything it started."""
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            log.error("process.killed", command=self.command[2])
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Family:
    """The children together; SIGINT and SIGTERM end them all."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.commands = commands
        self.stopping = False

    def run(self) -> None:
        """Until told to stop. When the first command cannot even start, all end with exit status 1."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        children = [Child(command) for command in self.commands]
        try:
            while not self.stopping:
                if children[0].fell_early:
                    sys.exit(1)
                for child in children:
                    child.start_again()
                time.sleep(0.2)
        finally:
            for child in children:
                child.process.terminate()
            for child in children:
                child.end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def _end_with_parent() -> None:
    """On Linux a child gets SIGTERM when its parent dies, even by `kill -9`."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:
            os._exit(0)
