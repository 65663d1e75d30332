"""Server time and queries of the main pages, on the demo brand.

    python bench/pages.py

In this process, without a network: what is measured is the page, from the request to the last byte of the answer,
after the warming up that the server does too. The database is a file, as in a real installation.
"""

import json
import os
import tempfile
import time
from statistics import median, quantiles
from typing import Any

ROUNDS = 40
TARGET_MS = 80.0


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds (median and 95th percentile), queries and kilobytes of each page, and the worst of them.

    Processor time stands beside it: on a busy machine it says what the page itself costs.
    """
    client, slug, paths = _demo()
    pages = {name: _measure(client, f"/w/{slug}/{path}", rounds) for name, path in paths.items()}
    worst = max(page["p95_ms"] for page in pages.values())
    return {"pages": pages, "worst_p95_ms": worst, "target_p95_ms": TARGET_MS, "met": worst <= TARGET_MS}


def _demo() -> tuple[Any, str, dict[str, str]]:
    os.environ.update(
        GROUNDSWELL_HOME=tempfile.mkdtemp(prefix="groundswell-bench-"), SECRET_KEY="bench", DATABASE_URL=""
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    from groundswell.cli.demo import SLUG, load_demo
    from groundswell.cli.session import start

    start()
    load_demo()
    from django.conf import settings
    from django.test import Client

    from groundswell.accounts import queries
    from groundswell.campaigns.models import Campaign, Participant
    from groundswell.config.warm import warm_up

    settings.ALLOWED_HOSTS = ["testserver"]
    warm_up()
    owner = queries.first_owner()
    assert owner is not None
    client = Client()
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    workspace = queries.workspace_named(SLUG)
    campaign = Campaign.objects.of(workspace).order_by("pk").first()
    creator = Participant.objects.of(workspace).order_by("pk").first().creator_id
    paths = {
        "today": "",
        "find": "find/?q=running",
        "creator": f"creators/{creator}/",
        "board": "board/",
        "grid": "grid/",
        "campaign": f"campaigns/{campaign.slug}/",
        "posts": "posts/",
        "links": "links/",
        "orders": "orders/",
        "ROI": "roi/",
    }
    return client, SLUG, paths


def _measure(client: Any, path: str, rounds: int) -> dict[str, Any]:
    from django.db import connection

    queries = 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    times, processor = [], []
    for _ in range(rounds + 3):
        started, started_cpu = time.perf_counter(), time.process_time()
        response = client.get(path)
        content = response.content
        times.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - started_cpu) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")
    with connection.execute_wrapper(counted):
        client.get(path)
    warm = times[3:]
    return {
        "p50_ms": round(median(warm), 1),
        "p95_ms": round(quantiles(warm, n=20)[-1], 1),
        "cpu_p95_ms": round(quantiles(processor[3:], n=20)[-1], 1),
        "queries": queries,
        "kilobytes": round(len(content) / 1024, 1),
    }


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
