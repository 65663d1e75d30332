"""Rows grouped into records, and what of them is already known: the same file again changes nothing."""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from operator import itemgetter
from typing import NamedTuple

from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected, Row
from groundswell.creators.imports.writing import bulk
from groundswell.creators.models import ImportRun, SourceRecord
from groundswell.kit import clock

COLUMNS = ("workspace_id", "run_id", "kind", "key", "digest", "raw", "seen_at")
UPSERT = """(workspace_id, kind, key) DO UPDATE SET
  digest = excluded.digest, raw = excluded.raw, run_id = excluded.run_id, seen_at = excluded.seen_at"""
KNOWN = "SELECT key, digest FROM creators_sourcerecord WHERE workspace_id = %s AND kind = %s AND key {wanted}"
KEY_LIMIT = 280


class Source(NamedTuple):
    """A record with the fingerprint of what it said."""

    record: Record
    digest: bytes
    raw: str


def group(rows: Iterable[Row], kind: Kind, prefix: str) -> Iterator[Record]:
    """One record a row, or one for all rows of the same key that follow each other."""
    open_key, gathered = "", list[Row]()
    for row in rows:
        key = kind.key(row.values)
        if kind.grouped and gathered and key and key == open_key:
            gathered.append(row)
            continue
        if gathered:
            yield Record(_prefixed(prefix, open_key), gathered)
        open_key, gathered = key, [row]
    if gathered:
        yield Record(_prefixed(prefix, open_key), gathered)


def _prefixed(prefix: str, key: str) -> str:
    if not key:
        return ""
    whole = f"{prefix}{key}"
    if len(whole) <= KEY_LIMIT:
        return whole
    return f"{whole[:200]}…{blake2b(whole.encode(), digest_size=16).hexdigest()}"


def fingerprint(key: str) -> str:
    """Stands for a key that must not be kept in the clear."""
    return blake2b(key.encode(), digest_size=16).hexdigest()


class Ledger:
    """What this run has seen and what earlier runs left."""

    def __init__(self, run: ImportRun, kind: Kind) -> None:
        self.run, self.kind = run, kind
        self.seen: dict[str, tuple[bytes, ...]] = {}
        # Another mapping makes another meaning of the same text.
        self.salted = blake2b(json.dumps([kind.name, sorted(run.mapping.items(), key=str)]).encode(), digest_size=16)
        self.had_any = SourceRecord.objects.of(run.workspace).filter(kind=kind.name).exists()

    def sources(self, records: Iterable[Record]) -> Iterator[Source | Record]:
        """Each record with its fingerprint; a bare `Record` is the same row again and nothing to do.

        A key that comes again with other content is told apart by a number, so that the second import of the file
        finds each where it was.
        """
        for record in records:
            raw = bulk.to_json(record.rows[0].raw if len(record.rows) == 1 else [row.raw for row in record.rows])
            hasher = self.salted.copy()
            hasher.update(raw.encode())
            digest = hasher.digest()
            key = record.key if self.kind.keeps_raw else record.key and fingerprint(record.key)
            key = key or digest.hex()
            before = self.seen.get(key)
            if before is None:
                self.seen[key] = (digest,)
            elif digest in before and not self.kind.repeats:
                yield record
                continue
            else:
                self.seen[key] = (*before, digest)
                key = f"{key}#{len(before) + 1}"
            record.key = key
            yield Source(record, digest, raw if self.kind.keeps_raw else "{}")

    def changed(self, sources: list[Source]) -> list[Source]:
        """Those that are new or say something else than last time."""
        if not self.had_any:
            return sources
        rows = bulk.select(KNOWN, [self.run.workspace_id, self.kind.name], [source.record.key for source in sources])
        known = {key: bytes(digest) for key, digest in rows}
        return [source for source in sources if known.get(source.record.key) != source.digest]

    def keep(self, sources: Iterable[Source], outcomes: Iterable[Outcome]) -> None:
        """Remembers what was written; a rejected record is tried again next time."""
        now, workspace, run, kind = bulk.moment(clock.now()), self.run.workspace_id, self.run.pk, self.kind.name
        rows = [
            (workspace, run, kind, source.record.key, bytearray(source.digest), source.raw, now)
            for source, outcome in zip(sources, outcomes, strict=True)
            if not isinstance(outcome, Rejected)
        ]
        rows.sort(key=itemgetter(COLUMNS.index("key")))  # in the order of the index, which is then walked once
        bulk.insert(SourceRecord, COLUMNS, rows, UPSERT)
