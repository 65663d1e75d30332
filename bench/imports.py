"""Rows a second of a large creators file, against django-import-export on the same file in the same run.

`python bench/imports.py [ROWS]` prints the table; `run()` answers the figures for the JSON of `make bench`.
Each side works in a process of its own, with a fresh SQLite database and the settings of a real installation. The
peer writes accounts only (no identity, keys, readings or raw records: it has none), with its bulk mode on and its
look-ups in the index; it gets the first rows of the file only, since all of them would take it many minutes. The
ratio is one of rows a second, which favours the peer: its look-ups grow with what is there. CPU time beside the
wall's, since the machine may be busy with other things.
"""

import csv
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROWS = 200_000
PEER_ROWS = 5_000
HEADER = ("Name", "Email", "Platform", "Handle", "Followers", "Engagement rate", "Country", "City", "Category", "Bio")
CITIES = [
    ("Berlin", "DE"),
    ("Lyon", "FR"),
    ("Austin", "US"),
    ("Leeds", "GB"),
    ("Porto", "PT"),
    ("Pune", "IN"),
    ("Osaka", "JP"),
]
TOPICS = ("Fitness", "Nutrition", "Travel", "Home", "Gaming", "Beauty", "Running", "Cooking")
SYLLABLES = ("ma", "li", "no", "ra", "ve", "to", "si", "ka", "du", "pe", "jo", "an", "el", "or", "mi", "ben")


def write_file(path: Path, rows: int) -> None:
    """The same people every time; names about as unique as real ones."""
    chance = random.Random(7)  # repeatable, not secret

    def word(parts: int) -> str:
        return "".join(chance.choices(SYLLABLES, k=parts)).title()

    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for number in range(rows):
            first, last = word(2), word(4)
            city, country = chance.choice(CITIES)
            handle = f"{first}.{last}{number}".lower()
            out.writerow([
                f"{first} {last}", f"{handle}@example.com", chance.choice(("Instagram", "TikTok", "YouTube")), f"@{handle}",
                int(10 ** chance.uniform(2.5, 5.7)), f"{chance.uniform(0.3, 9):.2f}%", country, city, chance.choice(TOPICS),
                f"{word(3)} and {word(3)} from {city}. Stories about {word(4)}, {word(5)} and more.",
            ])  # fmt: skip


def _set_up() -> None:
    os.environ["GROUNDSWELL_HOME"] = tempfile.mkdtemp(prefix="groundswell-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """The work's answer, its seconds by the clock and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    answer = work()
    return answer, time.perf_counter() - wall, time.process_time() - processor


def _ours(path: Path) -> dict[str, Any]:
    _set_up()
    from groundswell.accounts.models import Workspace
    from groundswell.creators.imports.runs import run_import

    workspace = Workspace.objects.create(slug="bench", name="Bench")
    first, took, processor = _timed(lambda: run_import(workspace=workspace, path=path))
    assert (first.created, len(first.rejected)) == (first.rows, 0), (first.created, first.rejected[:3])
    again, took_again, processor_again = _timed(lambda: run_import(workspace=workspace, path=path))
    assert (again.created, again.updated, again.unchanged) == (0, 0, again.rows)
    return {
        "rows": first.rows,
        "rows_per_second": first.rows / took,
        "cpu_us_per_row": processor / first.rows * 1e6,
        "again_rows_per_second": again.rows / took_again,
        "again_cpu_us_per_row": processor_again / again.rows * 1e6,
    }


def _peer(path: Path, rows: int) -> dict[str, Any]:
    _set_up()
    import tablib
    from import_export import resources

    from groundswell.accounts.models import Workspace
    from groundswell.creators.models import Account

    workspace = Workspace.objects.create(slug="peer", name="Peer")

    columns = {"platform": "Platform", "handle": "Handle", "display_name": "Name", "followers": "Followers", "bio": "Bio",
               "engagement_rate": "Engagement rate"}  # fmt: skip

    class AccountResource(resources.ModelResource):
        def get_queryset(self) -> Any:
            return Account.objects.filter(workspace=workspace).exclude(handle="")  # what the index can answer

        def before_import_row(self, row: Any, **kwargs: Any) -> None:
            row["Handle"] = row["Handle"].removeprefix("@").lower()
            row["Platform"] = row["Platform"].lower()
            row["Engagement rate"] = float(row["Engagement rate"].rstrip("%")) / 100

        def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            instance.workspace = workspace

        class Meta:
            model = Account
            fields = tuple(columns)
            import_id_fields = ("platform", "handle")
            use_bulk = True
            batch_size = 1000
            skip_diff = True

    for name, column in columns.items():
        AccountResource.fields[name].column_name = column
    with path.open(encoding="utf-8") as file:
        head = "".join(line for line, _ in zip(file, range(rows + 1), strict=False))
    result, took, processor = _timed(
        lambda: AccountResource().import_data(tablib.Dataset().load(head, format="csv"), raise_errors=True)
    )
    assert not result.has_errors()
    assert Account.objects.filter(workspace=workspace).count() == rows
    return {"rows": rows, "rows_per_second": rows / took, "cpu_us_per_row": processor / rows * 1e6}


def _apart(side: Callable[..., dict[str, Any]], *args: Any) -> dict[str, Any]:
    """The side's figures from a process and a database of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(side, *args).result()


def run(rows: int = ROWS) -> dict[str, Any]:
    """Figures of both and their ratio; fails when an import is not exact."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "creators.csv"
        write_file(path, rows)
        ours, peer = _apart(_ours, path), _apart(_peer, path, min(rows, PEER_ROWS))
    ratio = ours["rows_per_second"] / peer["rows_per_second"]
    return {
        "name": "import",
        "ours": ours,
        "peer": {"name": "django-import-export", **peer},
        "ratio": ratio,
        "target": 20_000,
    }


def main() -> None:
    figures = run(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    ours, peer = figures["ours"], figures["peer"]
    lines = (
        (f"import of {ours['rows']:,} creators", ours["rows_per_second"], ours["cpu_us_per_row"]),
        ("the same file again", ours["again_rows_per_second"], ours["again_cpu_us_per_row"]),
        (f"{peer['name']}, {peer['rows']:,} of them", peer["rows_per_second"], peer["cpu_us_per_row"]),
    )
    for name, rate, processor in lines:
        print(f"{name:<40} {rate:>10,.0f} rows/s {processor:>10,.1f} µs of CPU a row")
    print(f"we are {figures['ratio']:.0f} times as fast")


if __name__ == "__main__":
    main()
