"""The index as this process reads it: opened once, looked at again whenever a writer has committed."""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy

from groundswell.discovery.index import place
from groundswell.discovery.index.schema import VERSION, open_, schema
from groundswell.discovery.meaning import cells
from groundswell.discovery.meaning.cells import Centres
from groundswell.discovery.meaning.store import Store

Facets = dict[str, dict[str, int]]


class Unusable(Exception):
    """There is no index that can be read: `missing`, `outdated` or `damaged`."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One commit of one generation."""

    path: Path
    commit: tuple[int, int]
    index: tantivy.Index
    searcher: tantivy.Searcher
    newest: int | None
    """The newest `changed` of any document, in microseconds since 1970."""
    store: Store
    centres: Centres
    facets: dict[Any, Facets] = field(default_factory=dict)
    """What has been counted of this commit."""

    def count_since(self, horizon: int | None) -> int:
        """How many documents changed after that moment."""
        return count(self.searcher, _after("changed", horizon))

    def changes_since(self, horizon: int | None) -> dict[int, int]:
        """Account id → when it changed, for what changed after that moment."""
        return self._stamps(_after("changed", horizon))

    def changes_between(self, above: int, up_to: int | None) -> dict[int, int]:
        """Account id → when it changed, for ids above one and up to another."""
        return self._stamps(_after("account", above, up_to))

    def _stamps(self, query: tantivy.Query) -> dict[int, int]:
        most = max(count(self.searcher, query), 1)
        hits = self.searcher.search(query, most, count=False, order_by_field="changed").hits
        accounts = self.searcher.fast_field_values("account", [address for _, address in hits])
        return {int(account or 0): int(changed) for account, (changed, _) in zip(accounts, hits, strict=True)}


def count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many documents match."""
    found: int = searcher.search(query, 1).count  # type: ignore[attr-defined]  # missing in Tantivy's stub
    return found


_lock = threading.Lock()
_held: Opened | None = None


def opened() -> Opened:
    """The newest commit of the generation in use; `Unusable` when there is none."""
    global _held  # noqa: PLW0603  # one open index per process is the point
    now = place.current()
    if now is None:
        raise Unusable("missing")
    if now.schema != VERSION:
        raise Unusable("outdated")
    commit = _commit(now.path)
    held = _held
    if held is not None and (held.path, held.commit) == (now.path, commit):
        return held
    with _lock:
        try:
            _held = _look(now.path, commit, _held)
        except (ValueError, OSError):
            _held = None
            raise Unusable("damaged") from None
        return _held


def forget() -> None:
    """Lets go of what is open, so that the next look starts from the files."""
    global _held  # noqa: PLW0603
    _held = None


def _commit(path: Path) -> tuple[int, int]:
    try:
        seen = (path / "meta.json").stat()
    except OSError:
        raise Unusable("damaged") from None
    return seen.st_mtime_ns, seen.st_ino


def _look(path: Path, commit: tuple[int, int], held: Opened | None) -> Opened:
    same = held is not None and held.path == path
    index = held.index if held and same else open_(path)
    index.reload()
    searcher = index.searcher()
    largest = {name: {"max": {"field": name}} for name in ("changed", "row")}
    newest, last_row = (searcher.aggregate(tantivy.Query.all_query(), largest)[name]["value"] for name in largest)
    store, centres = (held.store, held.centres) if held and same else (Store(path), cells.load(path))
    if last_row is not None and last_row >= store.size():
        raise ValueError("Vectors that documents name are missing.")
    return Opened(path, commit, index, searcher, None if newest is None else int(newest), store, centres)


def _after(field: str, above: int | None, up_to: int | None = None) -> tantivy.Query:
    if above is None and up_to is None:
        return tantivy.Query.all_query()
    return tantivy.Query.range_query(
        schema(), field, tantivy.FieldType.Integer, above, up_to, include_lower=False, include_upper=True
    )
