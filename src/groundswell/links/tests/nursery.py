"""Processes that start at once, so that they can be killed with -9 as often as anybody likes."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

# Forked from a process that has imported everything, a server answers at once instead of after three seconds of processor time.
READY = """
import multiprocessing, os, signal, sys
multiprocessing.set_start_method("fork")
from groundswell.config import asgi
from granian import Granian
from groundswell.jobs.arrivals import Arrivals
from groundswell.links.loader import load_clicks
def serve(port):
    Granian("groundswell.config.asgi:application", port=int(port), interface="asgi", workers=2, websockets=False,
        respawn_failed_workers=True, log_enabled=False).serve()
def work():
    Arrivals().start()
    signal.pause()
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            os.setpgid(0, 0)
            globals()[sys.argv[1]](*sys.argv[2:])
        finally:
            os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Nursery:
    """Where one kind of process comes from: `serve` PORT, `work`, or `load_clicks`. One lives at a time."""

    def __init__(self, environment: Mapping[str, str], *work: str) -> None:
        command = [sys.executable, "-c", READY, *work]
        self.process = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.pid = 0
        assert self._told() == "ready"

    def start(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        self.pid = int(self._told())
        with suppress(OSError):  # it may have done so itself, or be gone already
            os.setpgid(self.pid, self.pid)

    def kill(self) -> bool:
        """With all that it started; whether it was still at work."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.pid = 0
        return self._told() == str(-signal.SIGKILL)

    def kill_a_child(self, chance: random.Random) -> bool:
        """One of the processes that it started; whether there was one."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        if children:
            os.kill(int(chance.choice(children)), signal.SIGKILL)
        return bool(children)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pid:
            self.kill()
        self.process.communicate(timeout=60)

    def _told(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()
