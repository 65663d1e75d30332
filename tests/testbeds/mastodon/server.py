"""`python -m tests.testbeds.mastodon.server [PID]`: the server until Ctrl-C, or until that process is gone."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.testbeds.processes import INSTALLED, free_ports, listens, processes, serve

HOME = INSTALLED / "mastodon"
HOST = "toots.example"  # what it is called; tests lead the address to where it runs
PEOPLE = ("maya", "brand", "shy", "hidden", "quiet", "moved", "reader")
FANS = 95
ELSEWHERE = "cafe.example"  # where every fifth fan lives


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, and its database for what the interface cannot set."""

    url: str
    database: str


def missing() -> str:
    """What keeps it from starting here; empty when nothing does."""
    return "" if (HOME / "installed").is_file() else "mastodon_mock is not installed; `make testbeds` brings it"


def token(name: str) -> str:
    """What a person signs in with."""
    return f"token-of-{name}"


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """The server on a free port, with `PEOPLE` and the `FANS` of maya, who hide what their names say."""
    with processes("Mastodon") as servers:
        (port,) = free_ports(1)
        database, settings = servers.folder / "toots.sqlite", servers.folder / "settings.toml"
        settings.write_text(_settings(database))
        command = [str(HOME / "venv/bin/mastodon_mock"), "serve", "--config", str(settings), "--log-level", "warning"]
        servers.start("server", [*command, "--host", "127.0.0.1", "--port", str(port)])
        servers.wait(lambda: listens(port))
        set_flags(database, "shy", discoverable=False)
        set_flags(database, "hidden", hide_collections=True)
        for name in ("maya", "brand"):
            set_flags(database, name, indexable=True, discoverable=True)
        yield Server(f"http://127.0.0.1:{port}", str(database))


def set_flags(database: Path | str, name: str, **flags: bool) -> None:
    """What people can set on a true server and not on this one."""
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as connection, connection:
        for flag, value in flags.items():
            connection.execute(f"UPDATE accounts SET {flag} = ? WHERE username = ?", (value, name))


def _settings(database: Path) -> str:
    lines = [f'domain = "{HOST}"', 'url_scheme = "https"', "[database]", f"path = {json.dumps(str(database))}"]
    lines += ["[ratelimit]", "enabled = true", "limit = 100000", "window_seconds = 300"]
    fans = [(f"fan{number:03}", ELSEWHERE if number % 5 == 0 else "") for number in range(FANS)]
    for name, domain in [(name, "") for name in PEOPLE] + fans:
        lines += ["[[seed.accounts]]", f'username = "{name}"', f'display_name = "{name.title()} :blobcat:"']
        lines += [f'domain = "{domain}"'] if domain else [f'access_token = "{token(name)}"']
    for name, _ in fans:
        lines += ["[[seed.follows]]", f'follower = "{name}"', 'following = "maya"']
        lines += ["[[seed.follows]]", f'follower = "{name}"', 'following = "hidden"'] if name < "fan003" else []
    return "\n".join(lines)


if __name__ == "__main__":
    serve(running)
