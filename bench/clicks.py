"""What many clicks cost: pages that count them, beside the same figure from the rows; and how fast the loader brings them in.

    python bench/clicks.py [CLICKS]

CLICKS (or GROUNDSWELL_BENCH_CLICKS in the environment; 100,000 when neither is given) lie in the store, on 500 links over two years (23 GB for
100 million), with 20,000 orders that came of them. Pages are timed from the request to the last byte, in this process. Processor time stands beside: on a busy machine
it says what the thing itself costs. The sums that peers answer must be ours before any time counts.
"""

import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

CLICKS, ORDERS, LOADED, ROUNDS = 100_000, 20_000, 50_000, 10
TARGET_MS, TARGET_PER_S = 300.0, 100_000
PAGES = {
    "ROI": "/w/bench/roi/",
    "ROI of a month": "/w/bench/roi/?first=2026-05-01&last=2026-05-31",
    "its customers": "/w/bench/roi/customers/",
    "links": "/w/bench/links/",
    "today": "/w/bench/",
}
BY_LINK = "SELECT link_id, COUNT(*) FROM {clicks} WHERE excluded = '' GROUP BY 1 ORDER BY 1"


def set_up() -> tuple[Any, list[int]]:
    """An empty store in a folder of its own with a workspace of 500 creators and their links: (its owner's client, link ids)."""
    os.environ.update(
        GROUNDSWELL_HOME=tempfile.mkdtemp(prefix="groundswell-bench-"), SECRET_KEY="bench", DATABASE_URL=""
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    from groundswell.cli.session import start

    start()
    from django.conf import settings
    from django.test import Client

    from groundswell.accounts.services import create_user, create_workspace
    from groundswell.config.warm import warm_up
    from groundswell.creators.models import Creator
    from groundswell.links.models import Link

    settings.ALLOWED_HOSTS = ["testserver"]
    workspace = create_workspace(slug="bench", name="Bench")
    owner = create_user(email="bench@bench.example", workspace=workspace, role="owner")
    creators = [Creator(workspace=workspace, name=f"Creator {n}") for n in range(500)]
    Creator.objects.bulk_create(creators)
    Link.objects.bulk_create(
        Link(workspace=workspace, slug=f"bench-{n}", target_url="https://shop.example/", creator=creator)
        for n, creator in enumerate(creators)
    )
    warm_up()
    client = Client()
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, list(Link.objects.order_by("pk").values_list("pk", flat=True))


def timed(ask: Callable[[], Any], rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds, the median of `rounds` after one that nobody times."""
    ask()
    took = []
    for _ in range(rounds):
        wall, processor = time.perf_counter(), time.process_time()
        ask()
        took.append(((time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000))
    return {"ms": round(median(wall for wall, _ in took), 1), "cpu_ms": round(median(cpu for _, cpu in took), 1)}


def sums(rounds: int) -> dict[str, Any]:
    """All clicks that count, by link: ours, SQLite over the rows, and DuckDB over a Parquet file of them."""
    import duckdb
    from django.db import connection

    from groundswell.accounts.models import Workspace
    from groundswell.links.queries.clicks import clicks_by_link

    workspace = Workspace.objects.get(slug="bench")
    folder = Path(tempfile.mkdtemp(prefix="groundswell-peers-"))
    with connection.cursor() as cursor, (folder / "clicks.csv").open("w") as file:
        cursor.execute("SELECT link_id, excluded FROM links_click")
        file.write("link_id,excluded\n")
        while rows := cursor.fetchmany(50_000):
            file.writelines(f"{link},{excluded}\n" for link, excluded in rows)
    duck = duckdb.connect()
    duck.execute(
        f"COPY (SELECT link_id, coalesce(excluded, '') AS excluded FROM read_csv('{folder}/clicks.csv')) TO '{folder}/clicks.parquet'"
    )
    over_rows, over_parquet = BY_LINK.format(clicks="links_click"), BY_LINK.format(clicks=f"'{folder}/clicks.parquet'")

    def by_rows() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(over_rows)
            return list(cursor.fetchall())

    def by_parquet() -> list[Any]:
        return duck.execute(over_parquet).fetchall()

    ours = [row.counted for row in clicks_by_link(workspace)]
    assert sorted(ours) == sorted(count for _, count in by_rows()) == sorted(count for _, count in by_parquet())
    return {
        "groundswell": timed(lambda: clicks_by_link(workspace)),
        "SQLite over rows": timed(by_rows, rounds),
        "DuckDB over Parquet": timed(by_parquet),
    }


def load(links: list[int], count: int) -> dict[str, Any]:
    """Brings a journal of a busy day in."""
    from django.conf import settings

    from groundswell.links.loader import load_clicks
    from groundswell.links.rules.day_led import new_click_id, visitor_of
    from groundswell.links.rules.journal import line

    chance, start = random.Random(5), 1_783_000_000_000
    agents = [
        f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Instagram {n}.0.0".encode()
        for n in range(2000)
    ]
    folder: Path = settings.HOME / "clicks"
    folder.mkdir(exist_ok=True)
    visitors = [visitor_of(start, f"{chance.getrandbits(112):028x}") for _ in range(count // 2)]
    with (folder / "1-bench.clicks").open("wb") as file:
        for n in range(count):
            at = start + n * 5
            file.write(line(
                click_id=new_click_id(at), link_id=b"%d" % chance.choice(links), milliseconds=at, visitor=chance.choice(visitors),
                flag=b"", referrer=b"l.instagram.com", user_agent=chance.choice(agents),
            ))  # fmt: skip
    wall, processor = time.perf_counter(), time.process_time()
    assert load_clicks().clicks == count
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return {
        "clicks_per_s": round(count / wall),
        "clicks_per_cpu_s": round(count / processor),
        "peak_memory_mb": round(peak),
    }


def run(count: int | None = None) -> dict[str, Any]:
    """{"clicks", "orders", "fill_s", "store_gb", "pages": {page: {…}}, "sums": {engine: {…}}, "loader": {…}, "met"}."""
    count = count or int(os.environ.get("GROUNDSWELL_BENCH_CLICKS", CLICKS))
    client, links = set_up()
    import clicks_store
    from django.db import connection

    database = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    began = time.perf_counter()
    clicks_store.fill(database, links, count)
    filled = time.perf_counter() - began
    size = database.stat().st_size / 1e9
    import clicks_orders

    orders = clicks_orders.sell(count, ORDERS)
    pages = {name: timed(lambda path=path: _get(client, path)) for name, path in PAGES.items()}
    loader = load(links, LOADED)
    figures = {
        "clicks": count,
        "orders": orders,
        "fill_s": round(filled, 1),
        "store_gb": round(size, 2),
        "pages": pages,
        "loader": loader,
    }
    figures["sums"] = sums(ROUNDS if count <= CLICKS else 3)
    met = pages["ROI"]["ms"] <= TARGET_MS and loader["clicks_per_s"] >= TARGET_PER_S
    return {**figures, "target_ms": TARGET_MS, "target_clicks_per_s": TARGET_PER_S, "met": met}


def _get(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else None), indent=2))
