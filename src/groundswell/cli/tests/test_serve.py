"""The processes of an installation, as the person at the terminal meets them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groundswell.cli.upkeep.processes import Family
from groundswell.kit.tests.fixtures import Result
from groundswell.kit.tests.migrated import copy_migrated

PATIENCE = 60


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(tmp_path: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """`groundswell run` on a folder that has an owner and nothing else; and what it prints."""
    copy_migrated(tmp_path / "home/groundswell.sqlite3")
    environment = {**os.environ, "GROUNDSWELL_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}
    groundswell = [sys.executable, "-m", "groundswell"]
    for verb in ("workspaces create acme --name Acme", "users create me@acme.example --workspace acme --role owner"):
        subprocess.run([*groundswell, *verb.split()], env=environment, check=True, capture_output=True)
    output = tmp_path / "output"
    with output.open("wb") as sink:
        server = subprocess.Popen([*groundswell, "run", "--port", str(port)], env=environment, stdout=sink, stderr=sink)
    yield server, output
    if server.poll() is None:
        server.kill()
        server.wait()


def answers(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
        return str(response.read().decode())


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_up(port: int) -> bool:
    try:
        return "ready" in answers(port, "/ready")
    except OSError:
        return False


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_it_greets_signs_in_and_ends_with_all_it_started(
    running: tuple[subprocess.Popen[bytes], Path], port: int
) -> None:
    server, output = running
    wait_until(lambda: is_up(port))
    link = re.search(rf"http://127\.0\.0\.1:{port}(/sign-in/\S+)", output.read_text())
    assert link is not None
    assert "Today" in answers_with_cookies(port, link[1])
    children = children_of(server.pid)
    assert len(children) == 2
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []
    assert not is_up(port)


def answers_with_cookies(port: int, path: str) -> str:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    return str(opener.open(f"http://127.0.0.1:{port}{path}", timeout=10).read().decode())


def test_a_killed_parent_leaves_nobody_behind(running: tuple[subprocess.Popen[bytes], Path], port: int) -> None:
    server, _ = running
    wait_until(lambda: is_up(port))
    children = children_of(server.pid)
    server.kill()
    server.wait()
    wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


@pytest.mark.parametrize("verb", ["run", "serve"])
def test_a_port_in_use_is_said_at_once(cli: Callable[..., Result], port: int, verb: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        refused = cli(verb, "--port", port)
    assert (refused.exit_code, json.loads(refused.stderr)["where"]) == (2, "--port")


def test_a_server_that_cannot_start_ends_the_family(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    other = [sys.executable, "-c", "import time; time.sleep(60)"]
    try:
        with pytest.raises(SystemExit) as ended:
            Family([[sys.executable, "-c", "raise SystemExit(3)"], other]).run()
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    assert ended.value.code == 1
