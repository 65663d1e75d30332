"""What one recorded click costs: the fast path, nginx with an access log, a plain Django view and YOURLS, in the same run.

    python bench/redirect.py

Ours and Django are served by granian with one worker; every server is pinned to one core, and the same client runs on
another. CPU per request is what the whole server process tree used (user and system time from /proc) divided by the
requests answered: it moves less than requests per second when the machine is busy. Both fast ones are measured in
turns, and the median counts.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import redirect_nginx
import redirect_yourls
from redirect_clients import LINKS, WRK, drive, is_redirect
from serving import cpu_seconds, free_port, granian, machine_busy, serving

TARGET_US = 26.0
TARGET_TIMES_NGINX = 4.0
TARGET_TIMES_YOURLS = 60.0
TURNS = 3


class Cost(NamedTuple):
    """`warming`: requests before the measured ones."""

    requests: int
    warming: int
    cpu_us: float
    per_second: float


def run(seconds: float = 4.0) -> dict[str, Any]:
    """CPU µs per request of each, their ratios, and whether every answered click is in the database."""
    home = Path(tempfile.mkdtemp(prefix="groundswell-bench-"))
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home), "SECRET_KEY": "bench", "DATABASE_URL": ""}
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    nginx: list[Cost] = []
    fast: list[Cost] = []
    try:
        _python("redirect_sides", "prepare", environment, str(LINKS))
        for _ in range(TURNS):
            fast.append(_granian("groundswell.config.asgi:application", "asgi", environment, seconds))
            nginx += _nginx(home, seconds)
        loaded = int(_python("redirect_sides", "load", environment))
        plain = _granian("redirect_sides:plain_view", "wsgi", environment, seconds)
        yourls = _yourls(home / "yourls", seconds)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    ours, answered = median(one.cpu_us for one in fast), sum(one.requests + one.warming for one in fast)
    theirs = median(one.cpu_us for one in nginx) if nginx else None
    return {
        "client": "wrk" if WRK else "own client (wrk is not installed)",
        "busy": machine_busy(),
        "fast_path_cpu_us": round(ours, 1),
        "fast_path_cpu_us_of_each_turn": " ".join(f"{one.cpu_us:.1f}" for one in fast),
        "fast_path_per_second": round(median(one.per_second for one in fast)),
        "nginx_cpu_us": round(theirs, 1) if theirs else "not installed",
        "nginx_per_second": round(median(one.per_second for one in nginx)) if nginx else "not installed",
        "times_nginx": round(ours / theirs, 2) if theirs else "not installed",
        "django_view_cpu_us": round(plain.cpu_us, 1),
        "django_view_per_second": round(plain.per_second),
        "times_less_than_django_view": round(plain.cpu_us / ours, 1),
        "yourls_cpu_us": round(yourls.cpu_us, 1) if yourls else "not run (GROUNDSWELL_BENCH_YOURLS names no folder)",
        "times_less_than_yourls": round(yourls.cpu_us / ours, 1) if yourls else "not run",
        "kutt": "not run (its server is not in the npm registry)",
        "answered": answered,
        "loaded": loaded,
        "target_cpu_us": TARGET_US,
        "target_times_nginx": TARGET_TIMES_NGINX,
        "target_times_less_than_yourls": TARGET_TIMES_YOURLS,
        "met": loaded >= answered
        and ours <= TARGET_US
        and (theirs is None or ours <= TARGET_TIMES_NGINX * theirs)
        and (yourls is None or yourls.cpu_us >= TARGET_TIMES_YOURLS * ours),
    }


def _python(module: str, function: str, environment: Mapping[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", f"import sys, {module}; print({module}.{function}(*sys.argv[1:]))", *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1]


def _granian(application: str, interface: str, environment: Mapping[str, str], seconds: float) -> Cost:
    port = free_port()
    return _measure(granian(application, interface, port), environment, port, seconds)


def _nginx(home: Path, seconds: float) -> list[Cost]:
    port = free_port()
    command = redirect_nginx.command(home, port)
    if command is None:
        return []
    before = redirect_nginx.logged(home)
    cost = _measure(command, os.environ, port, seconds)
    if redirect_nginx.logged(home) - before < cost.requests:
        raise RuntimeError("nginx answered more than it wrote down.")
    return [cost]


def _yourls(home: Path, seconds: float) -> Cost | None:
    site = redirect_yourls.source()
    if site is None:
        return None
    with redirect_yourls.running(site, home) as (server, port):
        cost = _cost(server, port, seconds)
        if redirect_yourls.recorded(home) < cost.requests:
            raise RuntimeError("YOURLS answered more than it wrote down.")
    return cost


def _measure(command: Sequence[str], environment: Mapping[str, str], port: int, seconds: float) -> Cost:
    with serving(command, environment, lambda: is_redirect(port)) as server:
        time.sleep(1.2)  # by now the table is in memory
        return _cost(server, port, seconds)


def _cost(server: int, port: int, seconds: float) -> Cost:
    warming = drive(port, 1.0)
    before, started = cpu_seconds(server), time.monotonic()
    requests = drive(port, seconds)
    wall, cpu = time.monotonic() - started, cpu_seconds(server) - before
    return Cost(requests, warming, cpu / max(requests, 1) * 1e6, requests / wall)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
