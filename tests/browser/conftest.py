"""A whole Groundswell on a data folder of its own, and a real browser to look at it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from conftest import CHROMIUM, NEEDS
from groundswell.kit.tests.migrated import copy_migrated

SCREENSHOTS = Path(__file__).parents[2] / "artifacts" / "screenshots"
# Without them Chromium looks for its maker's servers at every start.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60
# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Live:
    """A running Groundswell."""

    url: str
    home: Path

    @staticmethod
    def on(home: Path) -> "Live":
        """One that finds a migrated database in its new data folder, where the tests keep one."""
        home.mkdir()
        copy_migrated(home / "groundswell.sqlite3")
        return Live(free_address(), home)

    def command(self, *arguments: object) -> Any:
        """Runs a `groundswell` command with --json on the same data folder; its document."""
        command = [sys.executable, "-m", "groundswell", *map(str, arguments), "--json"]
        done = subprocess.run(command, env=environment(self.home, self.url), capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


def environment(home: Path, url: str) -> dict[str, str]:
    mine = {"GROUNDSWELL_HOME": str(home), "GROUNDSWELL_URL": url, "DATABASE_URL": "", "ALLOW_PRIVATE_ADDRESSES": "1"}
    return {**os.environ, **mine}


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Server and worker, with the workspace acme and its owner owner@acme.example."""
    there, reason = NEEDS["chromium"]
    if not there():
        pytest.skip(reason)
    running = Live.on(tmp_path_factory.mktemp("live") / "home")
    running.command("workspaces", "create", "acme", "--name", "Acme Shoes")
    running.command("users", "create", "owner@acme.example", "--workspace", "acme", "--role", "owner")
    with serving(running):
        yield running


@contextmanager
def serving(running: Live, **settings: str) -> Iterator[None]:
    """Server and worker on the data folder, until the end of the context."""
    log = (running.home / "log").open("wb")
    command = [sys.executable, "-m", "groundswell", "run", "--port", running.url.rpartition(":")[2]]
    server = subprocess.Popen(command, env=environment(running.home, running.url) | settings, stdout=log, stderr=log)
    try:
        wait_for(f"{running.url}/ready", server)
        yield
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def free_address() -> str:
    """Where nobody listens yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("Groundswell did not come up; see its log in the data folder")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser(live: Live, chromium: Browser) -> Callable[..., BrowserContext]:
    """`browser(width=…, dark=…, phone=…)`: a fresh context, as a new person's browser."""

    def context(*, width: int = 1280, dark: bool = False, phone: bool = False) -> BrowserContext:
        return chromium.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": width, "height": 800},
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            base_url=live.url,
        )

    return context


@pytest.fixture
def visit(live: Live, browser: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """`visit(dark=True)`: a page in which the owner is signed in. Errors of script or policy fail the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(*, signed_in: bool = True, **look: Any) -> Page:
        context = browser(**look)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda m: complaints.append(f"{page.url}: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        if signed_in:
            page.goto(live.command("users", "sign-in-link", "owner@acme.example")["sign_in"])
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """`shot(page, "board-dark")`: keeps a picture of the whole page among the test's artefacts."""

    def take(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return take
