"""Time of a whole search (query to answered results with reasons) against SQLite FTS5 and Django's ORM, on the same rows.

`python -m bench.search [ACCOUNTS]` prints the table; `run()` answers the figures for the JSON of `make bench`.
Everybody answers the exact total and the best 50; the totals are compared before any time is.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

ACCOUNTS = 100_000
ROUNDS = 40
ICONTAINS_ROUNDS = 8
PLATFORMS = ("instagram", "tiktok", "youtube")
COUNTRIES = ("US", "CA", "GB", "DE", "FR", "BR", "IN", "JP")
TOPICS = ("running", "food", "beauty", "gaming", "travel", "home")
SYLLABLES = ("ma", "li", "no", "ra", "ve", "to", "si", "ka", "du", "pe", "jo", "an", "el", "or", "mi", "ben")

Case = dict[str, Any]
Answer = tuple[int, Any]


def _set_up() -> None:
    os.environ["GROUNDSWELL_HOME"] = tempfile.mkdtemp(prefix="groundswell-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _fill(count: int, words: list[str]) -> Any:
    """Skewed followers and Zipf-like words, the same every time."""
    from django.db import connection

    from groundswell.accounts.models import Workspace
    from groundswell.creators.models import Account
    from groundswell.kit import clock

    chance = random.Random(7)
    weights = [1 / (n + 1) for n in range(len(words))]
    now = clock.now()
    workspace = Workspace.objects.create(slug="bench", name="Bench")
    for start in range(0, count, 5_000):
        Account.objects.bulk_create(
            Account(
                workspace=workspace, platform=chance.choice(PLATFORMS), handle=f"q{n}x", display_name=f"Q{n}", country=chance.choice(COUNTRIES),
                bio=" ".join(chance.choices(words, weights, k=14)), topics=[chance.choice(TOPICS)], changed_at=now, read_at=now,
                followers=None if n % 20 == 0 else int(500 * 10 ** (chance.random() * 3)), engagement_rate=chance.random() / 10,
            )
            for n in range(start, min(start + 5_000, count))
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE peer USING fts5(display_name, handle, bio, content='', tokenize='unicode61 remove_diacritics 2')"
        )
        cursor.execute(
            "INSERT INTO peer (rowid, display_name, handle, bio) SELECT id, display_name, handle, bio FROM creators_account"
        )
        cursor.execute("CREATE INDEX peer_filter ON creators_account (platform, country, followers)")
        cursor.execute("ANALYZE")
    return workspace


def _cases(words: list[str]) -> dict[str, list[Case]]:
    chance = random.Random(11)
    filters = [
        {"platform": chance.choice(PLATFORMS), "country": chance.choice(COUNTRIES), "topic": chance.choice(TOPICS), "low": 1_000, "high": 100_000}
        for _ in range(ROUNDS)
    ]  # fmt: skip
    texts = [{"words": chance.sample(words[:200], 2), "low": 1_000, "high": 100_000} for _ in range(ROUNDS)]
    return {"filters, sorted": filters, "two words, ranked": texts, "filters with facets": filters}


def _query(case: Case, kind: str) -> Any:
    from groundswell.discovery.language import read_query

    influencer: dict[str, Any] = {"followers": {"min": case["low"], "max": case["high"]}}
    query: dict[str, Any] = {"influencer": influencer, "sort": "followers"}
    if "words" in case:
        query |= {"text": " ".join(case["words"]), "sort": "relevance"}
    else:
        influencer |= {"platforms": [case["platform"]], "countries": [case["country"]], "topics": [case["topic"]]}
    if kind == "filters with facets":
        query["facets"] = ["platform", "country", "tier", "topic"]
    return read_query(query)


def _ours(workspace: Any, kind: str) -> Callable[[Case], Answer]:
    from groundswell.discovery.queries import search

    def ask(case: Case) -> Answer:
        answer = search(workspace, _query(case, kind))
        return answer.total, answer.results

    return ask


def _index_alone(workspace: Any, kind: str) -> Callable[[Case], Answer]:
    """The same questions to the index: without reading the accounts and finding reasons."""
    from groundswell.discovery import index
    from groundswell.discovery.language import Setting, translate
    from groundswell.discovery.tiers import tier_ranges
    from groundswell.kit import clock

    setting = Setting(workspace.pk, clock.now(), tier_ranges({}))

    def ask(case: Case) -> Answer:
        query = _query(case, kind)
        node = translate(query, setting)
        found = index.search(
            index.Question(node, workspace.pk, query.sort, query.limit, facets=query.facets, tiers=setting.tiers)
        )
        return found.total, found.hits

    return ask


FILTER = "a.workspace_id = %s AND a.followers BETWEEN %s AND %s"
CHOSEN = " AND a.platform = %s AND a.country = %s AND a.topics LIKE %s"
SHOWN = "a.id, a.platform, a.handle, a.display_name, a.bio, a.followers, a.engagement_rate, a.country, a.url, a.read_at, a.source"
TIER = "CASE WHEN followers < 1000 THEN 0 WHEN followers < 100000 THEN 1 WHEN followers < 500000 THEN 2 ELSE 3 END"


def _index_alone(workspace: Any, kind: str) -> Callable[[Case], Answer]:
    """The same questions to the index, without reading the accounts and finding reasons."""
    from groundswell.discovery import index, queries

    whole = _ours(workspace, kind)

    def ask(case: Case) -> Answer:
        kept: list[Any] = []
        search, index.search = index.search, lambda question: kept.append(question) or index.Found(0, [], {}, None)
        try:
            whole(case)
        finally:
            index.search = search
        began = time.perf_counter()
        found = index.search(kept[0])
        case["took"] = (time.perf_counter() - began) * 1000
        return found.total, found.hits

    assert queries.index is index
    return ask


def _fts5(workspace: Any, kind: str) -> Callable[[Case], Answer]:
    from django.db import connection

    def ask(case: Case) -> Answer:
        values: list[Any] = [workspace.pk, case["low"], case["high"]]
        if "words" in case:
            values.append(" ".join(f'"{word}"' for word in case["words"]))
            rest = f"FROM peer JOIN creators_account a ON a.id = peer.rowid WHERE {FILTER} AND peer MATCH %s"
            order = "bm25(peer)"
        else:
            values += [case["platform"], case["country"], f'%"{case["topic"]}"%']
            rest, order = f"FROM creators_account a WHERE {FILTER}{CHOSEN}", "a.followers DESC, a.id"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) {rest}", values)
            total = cursor.fetchone()[0]
            rows = cursor.execute(f"SELECT {SHOWN} {rest} ORDER BY {order} LIMIT 50", values).fetchall()
            if kind == "filters with facets":
                for facet in ("platform", "country", TIER, "topics"):
                    cursor.execute(f"SELECT {facet}, COUNT(*) {rest} GROUP BY 1", values).fetchall()
        return total, rows

    return ask


def _icontains(workspace: Any, kind: str) -> Callable[[Case], Answer]:
    from django.db.models import Count, Q

    from groundswell.creators.models import Account

    def ask(case: Case) -> Answer:
        found = Account.objects.filter(workspace=workspace, followers__gte=case["low"], followers__lte=case["high"])
        if "words" in case:
            for word in case["words"]:
                found = found.filter(
                    Q(bio__icontains=word) | Q(display_name__icontains=word) | Q(handle__icontains=word)
                )
        else:
            found = found.filter(
                platform=case["platform"], country=case["country"], topics__icontains=f'"{case["topic"]}"'
            )
        total, rows = found.count(), list(found.order_by("-followers", "pk")[:50])
        if kind == "filters with facets":
            for facet in ("platform", "country", "topics"):
                list(found.values_list(facet).annotate(count=Count("pk")).order_by())
        return total, rows

    return ask


def _times(ask: Callable[[Case], Answer], cases: list[Case]) -> tuple[list[int], dict[str, float]]:
    ask(cases[0])
    totals, took = [], []
    for case in cases:
        began = time.perf_counter()
        total, _ = ask(case)
        took.append((time.perf_counter() - began) * 1000)
        totals.append(total)
    return totals, {
        "p50_ms": round(statistics.median(took), 3),
        "p95_ms": round(sorted(took)[int(len(took) * 0.95) - 1], 3),
    }


def _index_figures(count: int) -> dict[str, Any]:
    from groundswell.creators.models import Account
    from groundswell.discovery import index
    from groundswell.kit import clock

    began = time.perf_counter()
    index.rebuild()
    built = time.perf_counter() - began
    many = min(10_000, count)
    ids = list(Account.objects.order_by("pk").values_list("pk", flat=True)[:many])
    Account.objects.filter(pk__in=ids).update(changed_at=clock.now())
    began = time.perf_counter()
    index.sync()
    return {
        "build_s": round(built, 2),
        "build_accounts_per_s": round(count / built),
        "updates": many,
        "updates_visible_after_s": round(time.perf_counter() - began, 2),
        "index_mb": round((index.status().bytes or 0) / 1e6, 1),
    }


def run(count: int = ACCOUNTS) -> dict[str, Any]:
    """{"accounts", "index": {…}, "queries": {kind: {engine: {"p50_ms", "p95_ms"}, "times_faster": {engine: ratio of p95}}}}."""
    _set_up()
    chance = random.Random(3)
    words = sorted({"".join(chance.choices(SYLLABLES, k=3)) for _ in range(3_000)})
    chance.shuffle(words)
    workspace = _fill(count, words)
    figures: dict[str, Any] = {"accounts": count, "index": _index_figures(count), "queries": {}}
    for kind, cases in _cases(words).items():
        totals, ours = _times(_ours(workspace, kind), cases)
        row: dict[str, Any] = {"groundswell": ours}
        peers = (
            ("index alone", _index_alone, ROUNDS),
            ("sqlite fts5", _fts5, ROUNDS),
            ("orm icontains", _icontains, ICONTAINS_ROUNDS),
        )
        for name, peer, rounds in peers:
            theirs, row[name] = _times(peer(workspace, kind), cases[:rounds])
            # A word inside a longer word is a match for icontains only.
            same = (
                theirs == totals[:rounds]
                if name != "orm icontains" or "words" not in cases[0]
                else all(a >= b for a, b in zip(theirs, totals, strict=False))
            )
            if not same:
                raise AssertionError(f"{name} finds other accounts for {kind}")
        row["times_faster"] = {
            name: round(row[name]["p95_ms"] / ours["p95_ms"], 1) for name in row if name != "groundswell"
        }
        figures["queries"][kind] = row
    return figures


def table(figures: dict[str, Any]) -> str:
    """For people."""
    index = figures["index"]
    lines = [
        f"{figures['accounts']:,} accounts: index built in {index['build_s']} s ({index['build_accounts_per_s']:,} a second, {index['index_mb']} MB); "
        f"{index['updates']:,} updates visible after {index['updates_visible_after_s']} s",
        f"{'':<22}{'engine':<16}{'p50 ms':>9}{'p95 ms':>9}  faster at p95",
    ]
    for kind, row in figures["queries"].items():
        for engine, took in row.items():
            if engine != "times_faster":
                ratio = row["times_faster"].get(engine)
                lines.append(
                    f"{kind:<22}{engine:<16}{took['p50_ms']:>9}{took['p95_ms']:>9}  {f'{ratio} x' if ratio else ''}".rstrip()
                )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run(int(sys.argv[1]) if len(sys.argv) > 1 else ACCOUNTS)))
