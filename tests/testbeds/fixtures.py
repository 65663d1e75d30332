"""The test beds as fixtures: one of each for the whole session, shared by all its workers."""

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.testbeds.atproto import network
from tests.testbeds.atproto.people import People
from tests.testbeds.mail import post
from tests.testbeds.mastodon import server
from tests.testbeds.wordpress import site

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 150


@pytest.fixture(scope="session")
def atproto() -> network.Network:
    """A local AT-protocol network."""
    return network.Network(**_bed("tests.testbeds.atproto.network", network.missing()))


@pytest.fixture(scope="session")
def toots() -> server.Server:
    """A server that speaks Mastodon's API."""
    return server.Server(**_bed("tests.testbeds.mastodon.server", server.missing()))


@pytest.fixture(scope="session")
def blog() -> site.Site:
    """A WordPress blog."""
    return site.Site(**_bed("tests.testbeds.wordpress.site", site.missing()))


@pytest.fixture(scope="session")
def postoffice() -> post.Post:
    """postfix and dovecot."""
    return post.Post(**_bed("tests.testbeds.mail.post", post.missing()))


@pytest.fixture
def people(atproto: network.Network) -> Iterator[People]:
    """Who joins the local network in one test."""
    crowd = People(atproto)
    yield crowd
    crowd.close()


def _bed(module: str, missing: str) -> dict[str, Any]:
    """Where a bed answers. The first worker that wants it starts it; it ends with the session."""
    if missing:
        pytest.skip(missing)
    name = module.split(".")[2]
    folder = Path(os.environ["GROUNDSWELL_TEST_ROOT"])
    told = folder / f"{name}.json"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            _start(module, told)
        _wait_for_line(told)
    answer: dict[str, Any] = json.loads(told.read_text())
    return answer


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
