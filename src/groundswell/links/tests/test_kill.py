"""A real server under load, killed without warning: every answered click is in the database, once."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from groundswell.accounts.services import create_workspace
from groundswell.links.services import create_link
workspace = create_workspace(slug="acme", name="Acme")
for number in range(8):
    create_link(workspace=workspace, target_url="https://shop.example/p?a=1", slug=f"kill-{number}")
"""
LOAD = """
import json
from groundswell.links.loader import load_clicks
from groundswell.links.models import Click
new = load_clicks().clicks
print(json.dumps({"new": new, "ids": list(Click.objects.values_list("click_id", flat=True))}))
"""
SETUP = "import django; django.setup()\n"
CID = re.compile(rb"location: \S+[?&]cid=([\w-]{12})", re.I)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ, "GROUNDSWELL_HOME": str(tmp_path), "SECRET_KEY": "only-for-tests", "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
    }  # fmt: skip


def python(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def serve(environment: dict[str, str], workers: int = 2) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--no-ws",
    ]
    command += ["--log-level", "error", "groundswell.config.asgi:application"]
    server = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server, port
    server.kill()
    server.wait()
    raise AssertionError("The server did not come up")


def click_until_it_dies(port: int, answered: list[str], number: int) -> None:
    """Keeps one connection busy; what came back whole was answered."""
    request = f"GET /l/kill-{number} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: phone {number}\r\n\r\n".encode()
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            while True:
                connection.sendall(request)
                answer = connection.recv(65_536)
                found = CID.search(answer)
                if not answer.endswith(b"\r\n\r\n") or found is None:
                    return
                answered.append(found.group(1).decode())
    except OSError:
        return


@pytest.mark.slow
def test_every_answered_click_survives_kill_9_exactly_once(environment: dict[str, str], tmp_path: Path) -> None:
    python(PREPARE, environment)
    answered: list[str] = []
    for _ in range(3):
        server, port = serve(environment)
        before = len(answered)
        visitors = [threading.Thread(target=click_until_it_dies, args=(port, answered, number)) for number in range(8)]
        for visitor in visitors:
            visitor.start()
        while len(answered) < before + 200 and any(visitor.is_alive() for visitor in visitors):
            time.sleep(0.05)
        time.sleep(random.uniform(0.0, 0.3))
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        for visitor in visitors:
            visitor.join()
        assert len(answered) >= before + 200
    first = json.loads(python(LOAD, environment))
    assert len(set(answered)) == len(answered)
    assert set(answered) <= set(first["ids"])
    assert len(first["ids"]) == len(set(first["ids"])) == first["new"]
    # At most one click per connection was written and not answered any more.
    assert first["new"] - len(answered) <= 3 * 8
    again = json.loads(python(LOAD, environment))
    assert (again["new"], len(again["ids"])) == (0, len(first["ids"]))
    assert list((tmp_path / "clicks").glob("*.clicks")) == []
