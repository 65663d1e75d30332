"""`python -m tests.testbeds.wordpress.site [PID]`: the site until Ctrl-C, or until that process is gone."""

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.testbeds.processes import INSTALLED, free_ports, listens, processes, serve

HERE = Path(__file__).parent
WWW = INSTALLED / "wordpress/www"
PROGRAMS = ("php", "mariadbd", "mariadb-install-db", "mariadb")
SETUP = "CREATE DATABASE wordpress; CREATE USER wordpress@'127.0.0.1' IDENTIFIED BY 'wordpress'; GRANT ALL ON wordpress.* TO wordpress@'127.0.0.1'"  # fmt: skip


HOST = "anna.example"  # what it is called; tests lead the address to where it runs


@dataclass(frozen=True, slots=True)
class Site:
    """A blog of an author called anna: its name, and where it and its database answer."""

    url: str
    address: str
    database_port: int

    def write(self, title: str, content: str, *, tags: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
        """A post: its `id` and `url`. `more`: date (in the site's time), comments (how many), enclosure."""
        return self._act("write", title=title, content=content, tags=tags, **more)

    def edit(self, post: int, content: str) -> None:
        self._act("edit", id=post, content=content)

    def delete(self, post: int) -> None:
        self._act("delete", id=post)

    def install(self) -> None:
        self._act("install", title="Anna bakes & brews", description="Sourdough, every day")

    def environment(self) -> dict[str, str]:
        return {"WORDPRESS_URL": self.url, "WORDPRESS_DATABASE_PORT": str(self.database_port)}

    def _act(self, verb: str, **told: Any) -> Any:
        command = ["php", str(HERE / "act.php"), str(WWW), verb, json.dumps(told)]
        done = subprocess.run(
            command, env={**os.environ, **self.environment()}, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)


def missing() -> str:
    """What keeps the site from starting here; empty when nothing does."""
    lacking = [name for name in PROGRAMS if shutil.which(name, path=_path()) is None]
    lacking += [] if (WWW.parent / "installed").exists() else ["WordPress"]
    return f"the local WordPress lacks {', '.join(lacking)}; `make testbeds` brings it" if lacking else ""


@contextlib.contextmanager
def running() -> Iterator[Site]:
    """The site on a free port, without posts; PHP and MariaDB are stopped afterwards by their own ids."""
    with processes("WordPress") as servers:
        port, database_port = free_ports(2)
        site = Site(f"https://{HOST}", f"http://127.0.0.1:{port}", database_port)
        _start_database(servers, database_port)
        shutil.copyfile(HERE / "wp-config.php", WWW / "wp-config.php")
        site.install()
        servers.start("php", ["php", "-S", f"127.0.0.1:{port}", "-t", str(WWW)], **site.environment())
        servers.wait(lambda: listens(port))
        yield site


def _start_database(servers: Any, port: int) -> None:
    data, socket = servers.folder / "data", servers.folder / "socket"
    as_root = ["--user=root"] if os.geteuid() == 0 else []  # MariaDB asks for it by name
    make = ["mariadb-install-db", "--no-defaults", *as_root, f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]  # fmt: skip
    subprocess.run(make, check=True, capture_output=True, cwd=servers.folder, env={**os.environ, "PATH": _path()})
    flags = [f"--datadir={data}", f"--socket={socket}", f"--port={port}", "--bind-address=127.0.0.1", f"--pid-file={servers.folder / 'pid'}"]  # fmt: skip
    program = shutil.which("mariadbd", path=_path()) or "mariadbd"
    servers.start("mariadb", [program, "--no-defaults", *as_root, *flags])
    servers.wait(lambda: listens(port) and socket.exists())
    subprocess.run(["mariadb", "--no-defaults", "-uroot", "-S", str(socket), "-e", SETUP], check=True)


def _path() -> str:
    return f"{os.environ['PATH']}:/usr/sbin"


if __name__ == "__main__":
    serve(running)
