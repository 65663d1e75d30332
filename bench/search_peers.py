"""The engines that people would otherwise use, with the same accounts in them, tuned as their manuals say.

Each has one wide table: columns for what filters ask, a column for each audience country, and the engine's own text index.
`ask(case)` answers (total, ids of the best 50 in order or None, facets or None).
"""

import csv
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from people import BATCH, COUNTRIES, audiences, columns

Case = dict[str, Any]
Answer = tuple[int, list[int] | None, dict[str, dict[str, int]] | None]
TEXTS = ("platform", "country", "t1", "t2", "named", "said")
NUMBERS = ("followers", "female", *(f"c_{country.lower()}" for country in COUNTRIES))
TIER = "CASE WHEN followers < 1000 THEN 'nano' WHEN followers < 100000 THEN 'micro' WHEN followers < 500000 THEN 'macro' ELSE 'mega' END"


def write_table(path: Path, count: int) -> None:
    """The wide table as CSV; unknown is empty."""
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("id", *TEXTS, *NUMBERS))
        for start in range(1, count + 1, BATCH):
            out.writerows(_wide(start, min(BATCH, count + 1 - start)))


def _wide(start: int, count: int) -> Iterator[list[Any]]:
    made, known = columns(start, count), audiences(range(start, start + count))
    for n in range(count):
        pk = start + n
        audience = known.get(pk, {}).get(None, {})
        topics = [*made["topics"][n], "", ""][:2]
        yield [
            pk, made["platform"][n], made["country"][n], *topics, f"{made['name'][n]} {made['name'][n]}{pk}", f"{made['bio'][n]}",
            made["followers"][n], audience.get("gender", {}).get("female"), *(audience.get("country", {}).get(code) for code in COUNTRIES),
        ]  # fmt: skip


def conditions(case: Case, mark: str, words: Callable[[str], tuple[str, list[str]]]) -> tuple[str, list[Any]]:
    """The WHERE of a case and its values."""
    parts, values = ["followers BETWEEN {} AND {}"], [case["low"], case["high"]]
    for name in ("platform", "country"):
        if name in case:
            parts.append(f"{name} = {{}}")
            values.append(case[name])
    if "topic" in case:
        parts.append("(t1 = {} OR t2 = {})")
        values += [case["topic"]] * 2
    if "female" in case:
        parts.append(f"female >= {{}} AND c_{case['from'].lower()} >= {{}}")
        values += [case["female"], case["share"]]
    for word in case.get("words", ()):
        condition, found = words(word)
        parts.append(condition)
        values += found
    return " AND ".join(parts).replace("{}", mark), values


class Sql:
    """What the three have in common."""

    mark = "?"
    name = ""

    def rows(self, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
        raise NotImplementedError

    def words(self, word: str) -> tuple[str, list[str]]:
        raise NotImplementedError

    def ask(self, case: Case) -> Answer:
        where, values = conditions(case, self.mark, self.words)
        total = self.rows(f"SELECT count(*) FROM people WHERE {where}", values)[0][0]
        order = self.ranked(case) if "words" in case else "followers DESC, id"
        best = self.rows(f"SELECT id FROM people WHERE {where} ORDER BY {order} LIMIT 50", values)
        ids = None if "words" in case else [row[0] for row in best]
        return total, ids, self.facets(where, values) if "facets" in case else None

    def ranked(self, case: Case) -> str:
        return "id"

    def facets(self, where: str, values: list[Any]) -> dict[str, dict[str, int]]:
        asked = {
            "platform": f"SELECT platform, count(*) FROM people WHERE {where} GROUP BY 1",
            "tier": f"SELECT {TIER}, count(*) FROM people WHERE {where} GROUP BY 1",
            "topic": f"SELECT t, count(*) FROM (SELECT t1 AS t FROM people WHERE {where} UNION ALL SELECT t2 FROM people WHERE {where} AND t2 <> '') x GROUP BY 1",
        }
        counted = {name: self.rows(text, values * text.count("WHERE")) for name, text in asked.items()}
        return {name: {value or "unknown": n for value, n in found} for name, found in counted.items()}

    def close(self) -> None:
        """Lets go of files and processes."""


class Fts5(Sql):
    """SQLite with an FTS5 table and a b-tree for each kind of filter."""

    name = "sqlite fts5"

    def __init__(self, table: Path, folder: Path) -> None:
        self.db = sqlite3.connect(folder / "peer.sqlite3")
        self.db.execute("PRAGMA cache_size=-400000")
        names = ", ".join((*(f"{name} TEXT" for name in TEXTS), *(f"{name} REAL" for name in NUMBERS)))
        self.db.execute(f"CREATE TABLE people (id INTEGER PRIMARY KEY, {names})")
        with table.open(newline="") as file:
            rows = csv.reader(file)
            wide = len(next(rows))
            given = ([*row[:7], *(None if value == "" else float(value) for value in row[7:])] for row in rows)
            self.db.executemany(f"INSERT INTO people VALUES ({', '.join('?' * wide)})", given)
        self.db.execute("CREATE VIRTUAL TABLE texts USING fts5(named, said, content='people', content_rowid='id')")
        self.db.execute("INSERT INTO texts (texts) VALUES ('rebuild')")
        self.db.execute("CREATE INDEX by_country ON people (country, platform, followers)")
        self.db.execute("CREATE INDEX by_size ON people (country, followers)")
        self.db.execute("CREATE INDEX by_followers ON people (followers)")
        self.db.execute("CREATE INDEX by_t1 ON people (t1, followers)")
        self.db.execute("CREATE INDEX by_t2 ON people (t2, followers)")
        self.db.execute("ANALYZE")

    def rows(self, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
        return self.db.execute(statement, values).fetchall()

    def words(self, word: str) -> tuple[str, list[str]]:
        return "id IN (SELECT rowid FROM texts WHERE texts MATCH {})", [f"said : {word} OR named : {word}*"]


class DuckDb(Sql):
    """DuckDB, sorted by country and platform so that its zone maps help; its text extension cannot be installed offline,
    so that words are scanned for."""

    name = "duckdb"

    def __init__(self, table: Path, folder: Path) -> None:
        import duckdb

        self.db = duckdb.connect(str(folder / "peer.duckdb"))
        types = {**dict.fromkeys(TEXTS, "VARCHAR"), **dict.fromkeys(NUMBERS, "DOUBLE")}
        texts = ", ".join(f"coalesce({name}, '') AS {name}" for name in TEXTS)
        self.db.execute(
            f"CREATE TABLE people AS SELECT id, {texts}, {', '.join(NUMBERS)} FROM read_csv('{table}', header = true, types = {types}) "
            "ORDER BY country, platform, followers"
        )

    def rows(self, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
        return list(self.db.execute(statement, values).fetchall())

    def words(self, word: str) -> tuple[str, list[str]]:
        condition = "(contains(' ' || said || ' ', {}) OR contains(' ' || named, {}))"
        return condition, [f" {word} ", f" {word}"]

    def close(self) -> None:
        self.db.close()


class Postgres(Sql):
    """PostgreSQL: b-trees for filters, GIN for words; a quarter of a gigabyte of buffers, flash disks, no parallel start-up
    cost in the way of short queries."""

    name = "postgresql"
    mark = "%s"
    SETTINGS = ("shared_buffers=512MB", "work_mem=64MB", "maintenance_work_mem=512MB", "random_page_cost=1.1", "effective_cache_size=6GB", "jit=off", "fsync=off", "full_page_writes=off", "max_wal_size=4GB")  # fmt: skip

    def __init__(self, table: Path, folder: Path) -> None:
        import psycopg

        programs = self.programs()
        assert programs is not None
        self.folder = Path(tempfile.mkdtemp(prefix="groundswell-postgres-"))
        shutil.chown(self.folder, "postgres")
        server = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        data, port = self.folder / "data", _free_port()
        subprocess.run([*server, str(programs / "initdb"), "--auth=trust", "--username=bench", "--no-sync", f"--pgdata={data}"], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        settings = [part for setting in (*self.SETTINGS, f"port={port}", f"unix_socket_directories={self.folder}") for part in ("-c", setting)]  # fmt: skip
        self.process = subprocess.Popen([*server, str(programs / "postgres"), "-D", str(data), *settings], stderr=subprocess.DEVNULL)  # fmt: skip
        for _ in range(100):
            try:
                self.db = psycopg.connect(f"host=127.0.0.1 port={port} user=bench dbname=postgres", autocommit=True)
                break
            except psycopg.OperationalError:
                time.sleep(0.2)
        self._load(table)

    @staticmethod
    def programs() -> Path | None:
        return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)

    def _load(self, table: Path) -> None:
        names = ", ".join((*(f"{name} text" for name in TEXTS), *(f"{name} double precision" for name in NUMBERS)))
        self.db.execute(f"CREATE TABLE people (id bigint, {names})")
        force = ", ".join(TEXTS)
        statement = f"COPY people FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL ({force}))"
        with self.db.cursor() as cursor, table.open("rb") as file, cursor.copy(statement) as copy:
            while chunk := file.read(1 << 20):
                copy.write(chunk)
        vector = "setweight(to_tsvector('simple', named), 'A') || setweight(to_tsvector('simple', said), 'B')"
        self.db.execute(f"ALTER TABLE people ADD COLUMN words tsvector GENERATED ALWAYS AS ({vector}) STORED")
        for index in ("USING gin (words)", "(country, platform, followers)", "(followers)", "(t1, followers)", "(t2, followers)", "(country, followers)"):  # fmt: skip
            self.db.execute(f"CREATE INDEX ON people {index}")
        self.db.execute("ALTER TABLE people ADD PRIMARY KEY (id)")
        self.db.execute("VACUUM ANALYZE people")

    def rows(self, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
        return self.db.execute(statement, values).fetchall()

    def words(self, word: str) -> tuple[str, list[str]]:
        return "words @@ to_tsquery('simple', {})", [f"{word}:*A | {word}:B"]

    def ranked(self, case: Case) -> str:
        asked = " & ".join(case["words"])
        return f"ts_rank(words, to_tsquery('simple', '{asked}')) DESC, id"

    def close(self) -> None:
        self.db.close()
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
