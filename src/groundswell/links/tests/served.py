"""Real servers over a data folder of their own, and code that runs beside them."""

import socket
import subprocess
import sys
import time
from collections.abc import Mapping


def python(code: str, environment: Mapping[str, str], *arguments: str, told: str = "") -> str:
    """What the code prints where Django is ready; `told` is its standard input."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}", *arguments]
    return subprocess.run(command, env=environment, input=told, check=True, stdout=subprocess.PIPE, text=True).stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def serve(environment: Mapping[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    """A server that takes connections already, and its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "groundswell.config.asgi:application", "--interface", "asgi", "--port", str(port), "--no-ws",
        "--log-level", "error",
    ]  # fmt: skip
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
