"""Server processes of a test bed: started in a folder of their own, waited for, stopped by their own ids."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

INSTALLED = Path(os.environ.get("TESTBEDS_HOME", Path(__file__).parents[2] / ".testbeds"))
PATIENCE_SECONDS = 120


class Processes:
    """The servers of one bed; each writes its log into `folder`."""

    def __init__(self, bed: str, folder: Path) -> None:
        self.folder = folder
        self._bed = bed
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, command: list[str], *, cwd: Path | None = None, **environment: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            self._started.append(
                subprocess.Popen(
                    command, cwd=cwd or self.folder, env={**os.environ, **environment}, stdout=log, stderr=log
                )
            )

    def wait(self, ready: Callable[[], bool]) -> None:
        """Until it is ready; a server that ended, or too long a wait, shows the logs."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not ready():
            if any(process.poll() is not None for process in self._started) or time.monotonic() > until:
                logs = "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in self.folder.glob("*.log"))
                raise RuntimeError(f"the local {self._bed} did not start\n{logs}")
            time.sleep(0.1)

    def stop(self) -> None:
        for process in reversed(self._started):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def processes(bed: str) -> Iterator[Processes]:
    """Servers that live as long as the block; nothing of them is left."""
    folder = Path(tempfile.mkdtemp(prefix=f"groundswell-{bed.lower()}-"))
    servers = Processes(bed, folder)
    try:
        yield servers
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def serve(bed: Callable[[], contextlib.AbstractContextManager[Any]]) -> None:
    """What `python -m tests.testbeds.… [PID]` does: says where the bed answers on one line of JSON, and runs until a
    signal, or until the process PID (the caller, when none is named) is gone."""
    owner = int(sys.argv[1]) if len(sys.argv) > 1 else os.getppid()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: sys.exit())
    with bed() as where:
        sys.stdout.write(f"{json.dumps(asdict(where))}\n")
        sys.stdout.flush()
        while Path(f"/proc/{owner}").exists():
            time.sleep(0.5)
