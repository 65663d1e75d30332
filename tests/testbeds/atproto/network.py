"""`python -m tests.testbeds.atproto.network [PID]`: the network until Ctrl-C, or until that process is gone."""

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
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
INSTALLED = Path(os.environ.get("TESTBEDS_HOME", HERE.parents[2] / ".testbeds")) / "atproto"
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Network:
    """Where the parts answer."""

    pds: str
    appview: str


def missing() -> str:
    """What keeps the network from starting here; empty when nothing does."""
    lacking = [
        name
        for name, there in (
            ("@atproto/dev-env", (INSTALLED / "installed").is_file()),
            ("redis-server", shutil.which("redis-server") is not None),
            ("PostgreSQL", _postgres() is not None),
        )
        if not there
    ]
    return f"the local AT-protocol network lacks {', '.join(lacking)}; `make testbeds` brings it" if lacking else ""


@contextlib.contextmanager
def running() -> Iterator[Network]:
    """The network, empty, on free ports; PostgreSQL, Redis and Node are stopped afterwards by their own ids."""
    folder = Path(tempfile.mkdtemp(prefix="groundswell-atproto-"))
    started: list[subprocess.Popen[bytes]] = []
    try:
        database, redis, plc, pds, appview = _free_ports(5)
        started.append(_start_postgres(folder, database))
        started.append(
            _start(folder, "redis", ["redis-server", *_flags(port=redis, bind="127.0.0.1", save="", appendonly="no")])
        )
        _wait(lambda: _listens(database) and _listens(redis), started, folder)
        _await_database(database)
        ready = folder / "ready"
        environment = {
            "DB_POSTGRES_URL": f"postgres://network@127.0.0.1:{database}/postgres", "REDIS_HOST": f"127.0.0.1:{redis}",
            "PLC_PORT": str(plc), "PDS_PORT": str(pds), "APPVIEW_PORT": str(appview), "READY_FILE": str(ready),
            "NODE_ENV": "development", "LOG_ENABLED": "false",
        }  # fmt: skip
        command = [str((INSTALLED / "program").resolve()), str(HERE / "network.mjs")]
        started.append(_start(folder, "node", command, environment, cwd=INSTALLED / "network"))
        _wait(ready.exists, started, folder)
        yield Network(pds=f"http://localhost:{pds}", appview=f"http://localhost:{appview}")
    finally:
        for process in reversed(started):
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _postgres() -> Path | None:
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _flags(**options: str | int) -> list[str]:
    return [part for name, value in options.items() for part in (f"--{name}", str(value))]


def _start_postgres(folder: Path, port: int) -> subprocess.Popen[bytes]:
    programs = _postgres()
    assert programs is not None
    as_server: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_server = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    make = [*as_server, str(programs / "initdb"), "--auth=trust", "--username=network", "--no-sync", f"--pgdata={data}"]
    subprocess.run(make, check=True, capture_output=True, cwd=folder)
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "fsync": "off"}
    serve = [str(programs / "postgres"), "-D", str(data), *(f"--{name}={value}" for name, value in settings.items())]
    return _start(folder, "postgres", [*as_server, *serve])


def _await_database(port: int) -> None:
    programs = _postgres()
    assert programs is not None
    wait = [str(programs / "pg_isready"), "--host=127.0.0.1", f"--port={port}", "--quiet"]
    for _ in range(100):
        if subprocess.run(wait, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not become ready")


def _start(
    folder: Path, name: str, command: list[str], environment: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=cwd or folder, env={**os.environ, **(environment or {})}, stdout=log, stderr=log
        )


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _wait(ready: Callable[[], bool], started: list[subprocess.Popen[bytes]], folder: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if any(process.poll() is not None for process in started) or time.monotonic() > until:
            logs = "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in sorted(folder.glob("*.log")))
            raise RuntimeError(f"the local AT-protocol network did not start\n{logs}")
        time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # PostgreSQL's fast stop; Redis and Node stop on it too
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(owner: int) -> None:
    """Runs until a signal, or until the process `owner` is gone; says where on one line of JSON."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: sys.exit())
    with running() as network:
        sys.stdout.write(f"{json.dumps(asdict(network))}\n")
        sys.stdout.flush()
        while Path(f"/proc/{owner}").exists():
            time.sleep(0.5)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else os.getppid())
