"""The test beds as fixtures: one of each for the whole session, shared by all its workers."""

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.testbeds.atproto import network
from tests.testbeds.atproto.people import People

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 150


@pytest.fixture(scope="session")
def atproto() -> network.Network:
    """A local AT-protocol network. The first worker that wants it starts it; it ends with the session."""
    if reason := network.missing():
        pytest.skip(reason)
    folder = Path(os.environ["GROUNDSWELL_TEST_ROOT"])
    told = folder / "atproto.json"
    with (folder / "atproto.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            _start("tests.testbeds.atproto.network", told)
        _wait_for_line(told)
    return network.Network(**json.loads(told.read_text()))


@pytest.fixture
def people(atproto: network.Network) -> Iterator[People]:
    """Who joins the local network in one test."""
    crowd = People(atproto)
    yield crowd
    crowd.close()


def _start(module: str, told: Path) -> None:
    """A process of its own that ends by itself once the session is gone, however that ends."""
    session = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", module, str(session)],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, str(told), os.O_WRONLY | os.O_CREAT, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, str(told.with_suffix(".log")), os.O_WRONLY | os.O_CREAT, 0o600),
        ],
        setsid=True,
    )


def _wait_for_line(told: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not (told.exists() and told.read_text().endswith("\n")):
        log = told.with_suffix(".log")
        if time.monotonic() > until or (log.exists() and "Error" in log.read_text()):
            raise RuntimeError(f"{told.stem} did not start: {log.read_text()}")
        time.sleep(0.1)
