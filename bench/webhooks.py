"""1,000 signed events a second for a minute: none lost, and an order on the page within 5 seconds of its answer.

    python bench/webhooks.py

`groundswell run` as it is (granian and the worker), three stores, events of 2 to 6 KB; the client on the other core sends
at an even pace. Lost and doubled are counted by order id against every event that was answered with 200.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from serving import cpu_seconds, free_port, machine_busy, serving
from webhook_events import templates

PER_SECOND = 1000
SECONDS = 60
PROBES = 8
TARGET_S = 5.0
PATIENCE = 900.0


def run(per_second: int = PER_SECOND, seconds: int = SECONDS) -> dict[str, Any]:
    """Answers, lost and doubled orders, seconds until an order is there, and how fast the worker drains."""
    home = Path(tempfile.mkdtemp(prefix="groundswell-bench-"))
    port = free_port()
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home), "SECRET_KEY": "bench", "DATABASE_URL": ""}
    environment |= {"PYTHONPATH": str(Path(__file__).parent), "LOG_LEVEL": "ERROR"}
    try:
        told = side("prepare", environment)
        command = [sys.executable, "-m", "groundswell", "run", "--port", str(port)]
        with serving(command, environment, lambda: _is_up(port), pinned=False) as server:
            time.sleep(3.0)
            ids = list[str]()
            fresh = [_until_there(port, told, environment, 900_000 + n, ids) for n in range(PROBES)]
            cpu = cpu_seconds(server)
            began = time.monotonic()
            sent = client(environment, port, told["stores"], first=0, count=per_second * seconds, per_second=per_second)
            cpu = cpu_seconds(server) - cpu
            behind = side("counts", environment)
            busy = machine_busy()
            while side("counts", environment)["orders"] < len(sent["answered"]) and time.monotonic() - began < PATIENCE:
                time.sleep(1.0)
            drained = time.monotonic() - began
        kept = home / "answered.json"
        kept.write_text(json.dumps([*sent["answered"], *ids]))
        end = side("compare", environment, str(kept))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    answered = len(sent["answered"])
    return {
        "busy": busy,
        "bytes_of_a_body": " ".join(str(len(one.body)) for one in templates()),
        "sent_per_second": per_second,
        "answered": answered,
        "answered_otherwise": sent["other"],
        "ended_early": sent["ended"],
        "answered_per_second": round(answered / sent["seconds"]),
        "answer_ms": sent["ms"],
        "cpu_us_per_event_with_the_worker": round(cpu / max(answered, 1) * 1e6),
        "on_the_page_after_s": round(median(fresh), 1),
        "on_the_page_after_s_at_most": round(max(fresh), 1),
        "orders_when_the_last_was_answered": behind["orders"],
        "all_orders_after_s": round(drained, 1),
        "orders_per_second": round(answered / drained),
        **end,
        "target_s": TARGET_S,
        "met": end["lost"] == end["doubled"] == sent["other"] == 0
        and answered == per_second * seconds
        and answered / sent["seconds"] >= 0.98 * per_second
        and max(fresh) <= TARGET_S,
    }  # fmt: skip


def side(function: str, environment: Mapping[str, str], *arguments: str) -> dict[str, Any]:
    """What a function of `webhook_sides` answers in a process of its own."""
    code = f"import sys, webhook_sides; print(webhook_sides.{function}(*sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def client(
    environment: Mapping[str, str], port: int, tokens: list[str], *, first: int, count: int, per_second: float
) -> dict[str, Any]:
    """What `webhook_client` saw."""
    command = [
        sys.executable,
        str(Path(__file__).parent / "webhook_client.py"),
        *map(str, (port, first, count, per_second)),
    ]
    done = subprocess.run([*command, *tokens], env=environment, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _is_up(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
        return bool(answer.status == 200)


def _until_there(
    port: int, told: Mapping[str, Any], environment: Mapping[str, str], number: int, ids: list[str]
) -> float:
    """Seconds from the answer of one event until the API lists its order."""
    [order_id] = client(environment, port, told["stores"], first=number, count=1, per_second=PER_SECOND)["answered"]
    ids.append(order_id)
    began = time.monotonic()
    ask = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/orders", headers={"Authorization": f"Bearer {told['api']}"}
    )
    while time.monotonic() - began < 60:
        with urllib.request.urlopen(ask, timeout=30) as answer:
            if order_id.encode() in answer.read():
                return time.monotonic() - began
        time.sleep(0.1)
    return 60.0


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
