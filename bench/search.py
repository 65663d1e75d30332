"""Time of a whole search (query to answered results with reasons) against PostgreSQL, DuckDB and SQLite FTS5 on the same accounts.

`python -m bench.search [ACCOUNTS]` prints the table; `run()` answers the figures for the JSON of `make bench`. From 2 million
accounts on, ours is measured alone. Totals, the order of the best 50 and facets are compared before any time is.
"""

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import people
from search_peers import Answer, Case, DuckDb, Fts5, Postgres, Sql, write_table
from search_together import shown, together

ACCOUNTS = 200_000
WITH_PEERS = 2_000_000
ROUNDS = 60
LEAST_ROUNDS = 5
PEER_SECONDS = 20.0
TARGETS = {
    "filters, audience, sorted": 8.0,
    "the same, no country or network": 40.0,
    "two words, ranked": 20.0,
    "meaning and words": 60.0,
    "facets over a filter": 60.0,
}  # p95 in ms, for 10 million accounts
DESCRIPTIONS = ("vegan trail runners who film their gear", "home bakers who make bread", "honest skin care reviews for dry skin", "cheap train travel with children", "people who restore old furniture")  # fmt: skip


def set_up(count: int) -> Any:
    """A data folder with that many public accounts and a workspace, before anything is indexed."""
    os.environ["GROUNDSWELL_HOME"] = tempfile.mkdtemp(prefix="groundswell-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    from groundswell.accounts.models import Workspace
    from groundswell.discovery import reading

    workspace = Workspace.objects.create(slug="bench", name="Bench")
    database = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    people.fill(database, count)
    reading._READERS["audiences"] = people.audiences
    return workspace


def cases() -> dict[str, list[Case]]:
    """The same questions every time."""
    chance = random.Random(11)
    words = people.vocabulary()
    filtered, broad, spoken, counted = [], [], [], []
    for _ in range(ROUNDS):
        low = chance.choice((500, 1_000, 5_000))
        sizes = {"low": low, "high": low * chance.choice((10, 100))}
        audience = {
            "female": chance.choice((0.3, 0.5, 0.6)),
            "from": chance.choice(people.COUNTRIES[:12]),
            "share": chance.choice((0.1, 0.25, 0.3)),
        }
        topic = {"topic": chance.choice(people.TOPICS[:40])}
        placed = {"platform": chance.choice(people.PLATFORMS[:4]), "country": chance.choice(people.COUNTRIES[:12])}
        filtered.append({**sizes, **placed, **audience})
        broad.append({**sizes, **topic, **audience})
        spoken.append({**sizes, "words": chance.sample(words[5:400], 2)})
        counted.append({**sizes, "country": placed["country"], "facets": True})
    described = [{"low": 1_000, "high": 100_000, "text": chance.choice(DESCRIPTIONS)} for _ in range(ROUNDS)]
    names = list(TARGETS)
    return dict(zip(names, (filtered, broad, spoken, described, counted), strict=True))


def query_of(case: Case) -> Any:
    """A case in the search language."""
    from groundswell.discovery.language import read_query

    influencer: dict[str, Any] = {"followers": {"min": case["low"], "max": case["high"]}}
    influencer |= {f"{name}s": [case[name]] for name in ("platform", "topic") if name in case}
    influencer |= {"countries": [case["country"]]} if "country" in case else {}
    query: dict[str, Any] = {"influencer": influencer, "sort": "followers"}
    if "female" in case:
        query["audience"] = {"genders": {"female": case["female"]}, "countries": {case["from"]: case["share"]}}
    if "words" in case:
        query |= {"text": " ".join(case["words"]), "sort": "relevance"}
    if "text" in case:
        query |= {"text": case["text"], "match": "meaning", "sort": "relevance"}
    if "facets" in case:
        query["facets"] = ["platform", "tier", "topic"]
    return read_query(query)


def ours(workspace: Any) -> Callable[[Case], Answer]:
    """The whole product call."""
    from groundswell.discovery.queries import search

    def ask(case: Case) -> Answer:
        answer = search(workspace, query_of(case))
        ids = None if "words" in case or "text" in case else [result.account.id for result in answer.results]
        return answer.total, ids, answer.facets or None

    return ask


def bare(workspace: Any) -> Callable[[Case], float]:
    """Milliseconds that the engine alone takes for the same question: made ready before, nothing read after."""
    from groundswell.discovery import queries
    from groundswell.discovery.index import asking
    from groundswell.discovery.index.opened import opened
    from groundswell.kit import clock

    def time_of(case: Case) -> float:
        question, seen = queries._question(workspace, query_of(case), clock.now()), opened()
        seen.facets.clear()
        began = time.perf_counter()
        asking.ask(question, seen)
        return (time.perf_counter() - began) * 1000

    return time_of


def timed(ask: Callable[[Case], Answer], asked: list[Case], most_s: float = 60.0) -> tuple[list[Answer], list[float]]:
    """Answers, and milliseconds for each, after a first question that nobody times; who is slow is asked less often."""
    ask(asked[0])
    answers, took, end = [], [], time.perf_counter() + most_s
    for n, case in enumerate(asked):
        if n >= LEAST_ROUNDS and time.perf_counter() > end:
            break
        began = time.perf_counter()
        answers.append(ask(case))
        took.append((time.perf_counter() - began) * 1000)
    return answers, took


def build(count: int) -> dict[str, Any]:
    """Builds the index, with a meaning for every account."""
    from groundswell.discovery import index
    from groundswell.discovery.index import building
    from groundswell.discovery.meaning import model

    if model.available():
        building.Carried = given_meanings(count)
    before, processor = time.perf_counter(), time.process_time()
    index.rebuild()
    wall, processor = time.perf_counter() - before, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {
        "build_s": round(wall, 1), "build_processor_s": round(processor, 1), "accounts_per_s": round(count / wall),
        "peak_memory_gb": round(peak, 2), "index_mb": round((index.status().bytes or 0) / 1e6),
    }  # fmt: skip


def given_meanings(count: int) -> Any:
    """In place of what an older index had read: reading a million texts takes hours, so that the vectors are those of real
    descriptions, disturbed."""
    from groundswell.discovery.index.documents import Meant
    from groundswell.discovery.meaning import cells, model, texts
    from groundswell.discovery.meaning.store import decode, encode

    seeds = encode(model.vectors_of([f"{topic}. {text}" for topic in people.TOPICS[::5] for text in DESCRIPTIONS]))
    sample = decode(people.codes(list(range(1, min(count, cells.SAMPLE))), seeds))

    class Given:
        def __init__(self, _: Any, new: Any) -> None:
            self.new, self.centres = new, cells.train(sample, count)

        def of(self, facts: dict[int, Any]) -> dict[int, Meant]:
            ids = list(facts)
            codes = people.codes(ids, seeds)
            keys = [(pk, texts.digest(texts.text_about(facts[pk]))) for pk in ids]
            rows, places = self.new.append(keys, codes), cells.assign(self.centres, decode(codes))
            return {key[0]: Meant(int(row), key[1], cell) for key, row, cell in zip(keys, rows, places, strict=True)}

    return Given


def compare(workspace: Any, count: int) -> dict[str, Any]:
    """{kind: {engine: {"p50_ms", "p95_ms"}, …}}; `AssertionError` where an engine answers otherwise."""
    asked = cases()
    answers: dict[str, list[Answer]] = {}
    figures: dict[str, Any] = {}
    for kind, some in asked.items():
        answers[kind], took = timed(ours(workspace), some)
        engine = [bare(workspace)(case) for case in some]
        row: dict[str, Any] = {"groundswell": shown(took), "engine alone": shown(engine)}
        row["product over engine"] = round(statistics.median(took) / statistics.median(engine), 2)
        row["target_p95_ms"] = TARGETS[kind]
        figures[kind] = row
    if count <= WITH_PEERS:
        _add_peers(asked, answers, figures, count)
    return figures


def _add_peers(
    asked: dict[str, list[Case]], answers: dict[str, list[Answer]], figures: dict[str, Any], count: int
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="groundswell-peers-"))
    table = folder / "people.csv"
    write_table(table, count)
    engines: list[type[Any]] = [Fts5, DuckDb, *([Postgres] if Postgres.programs() else [])]
    for engine in engines:
        began = time.perf_counter()
        peer: Sql = engine(table, folder)
        figures.setdefault("loaded_s", {})[peer.name] = round(time.perf_counter() - began, 1)
        for kind, some in asked.items():
            if "text" in some[0]:
                continue
            theirs, took = timed(peer.ask, some, PEER_SECONDS)
            for case, mine, their in zip(some, answers[kind], theirs, strict=False):
                assert mine == their, f"{peer.name} answers otherwise to {case}: {mine} {their}"
            figures[kind][peer.name] = {**shown(took), "rounds": len(took)}
        peer.close()


def run(count: int = ACCOUNTS) -> dict[str, Any]:
    """{"accounts", "index": {…}, "queries": {kind: {engine: {…}}}, "together": {…}}."""
    workspace = set_up(count)
    figures = {"accounts": count, "index": build(count), "queries": compare(workspace, count)}
    return {**figures, "together": together(ours(workspace), cases())}


def table(figures: dict[str, Any]) -> str:
    """For people."""
    lines = [
        f"{figures['accounts']:,} accounts; {figures['index']}",
        f"{'':<34}{'engine':<14}{'p50 ms':>9}{'p95 ms':>9}",
    ]
    for kind, row in figures["queries"].items():
        for engine, took in row.items():
            values = (
                f"{took['p50_ms']:>9}{took['p95_ms']:>9}"
                if isinstance(took, dict) and "p50_ms" in took
                else f"{took!s:>9}"
            )
            lines.append(f"{kind:<34}{engine:<14}{values}")
    return "\n".join([*lines, str(figures["together"])])


if __name__ == "__main__":
    print(table(run(int(sys.argv[1]) if len(sys.argv) > 1 else ACCOUNTS)))
