"""What the rest of the house may ask of the index; each call heals what it finds broken."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import structlog

from groundswell.creators.models import Account
from groundswell.discovery.errors import IndexUnavailable, TooSlow
from groundswell.discovery.index import asking, building, following, place, understanding
from groundswell.discovery.index.asking import Found, Question
from groundswell.discovery.index.opened import Opened, Unusable, forget, opened
from groundswell.discovery.index.schema import VERSION
from groundswell.discovery.meaning import model
from groundswell.discovery.meaning.model import Vectors

BUDGET_SECONDS = 5.0
WRITTEN_ON_SEARCH = 2_000
SEARCHES_AT_ONCE = 8
HEAL_AGAIN_AFTER = 60.0
COUNTED_EVERY = 0.5  # seconds; a late commit is seen within a second
DAMAGE = ("orrupt", "IoError", "Failed to open", "DoesNotExist")

T = TypeVar("T")
log = structlog.get_logger(__name__)
_healed_at: dict[str, float] = {}
_counted_at: dict[Path, float] = {}


@dataclass(frozen=True, slots=True)
class Status:
    """`state`: ok, behind, missing, outdated or damaged. `bytes` on disk. `understood` counts the accounts that can be found
    by their meaning; None where the model is not installed."""

    state: str
    schema: int
    accounts: int
    documents: int | None = None
    segments: int | None = None
    bytes: int | None = None
    path: str | None = None
    understood: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def search(question: Question) -> Found:
    """One page of answers, with what was written up to now; `TooSlow` past the time budget."""

    def look() -> Found:
        if _needs_sync(opened()):
            following.sync(limit=WRITTEN_ON_SEARCH)
        seen = opened()
        return _in_time(lambda: asking.ask(question, seen))

    return _healing(look)


def sync(*, limit: int | None = None) -> int | None:
    """Brings the index to the database, by at most `limit` accounts; answers how many it wrote, None when another
    writer is at work."""
    return _healing(lambda: following.sync(limit=limit))


def reconcile() -> int | None:
    """Compares every account with its document and repairs; answers how many differed, None when another writer works."""
    return _healing(following.reconcile)


def remove(account_ids: Iterable[int]) -> int | None:
    """Takes deleted accounts out; an index that is not there needs nothing taken out."""
    try:
        return following.remove(account_ids)
    except Unusable:
        return 0


def understand(seconds: float) -> int:
    """Reads what accounts are about, for about that long; answers how many. An index that has outgrown its cells is
    built anew by a job."""

    def read() -> int:
        if understanding.outgrown(opened()):
            building.rebuild_later()
        return understanding.understand(seconds)

    return _healing(read)


def vector_like(account_ids: Sequence[int]) -> Vectors | None:
    """The middle of these accounts' meanings; those that wait to be read are read now. None when nothing can be read
    of any."""
    return _healing(lambda: understanding.middle_of(account_ids, opened()))


def understands() -> bool:
    """Whether searching by meaning can find anybody: there is a model, and somebody has been read."""
    return model.available() and _healing(lambda: opened().store.size() > 0)


def status() -> Status:
    """How the index stands; looks only, heals nothing."""
    accounts = Account.objects.count()
    try:
        seen = opened()
    except Unusable as error:
        return Status(state=str(error), schema=VERSION, accounts=accounts)
    return Status(
        state="behind" if following.is_behind(seen) or following.differs(seen) else "ok",
        schema=VERSION,
        accounts=accounts,
        documents=seen.searcher.num_docs,
        segments=seen.searcher.num_segments,
        bytes=place.size(seen.path),
        path=str(seen.path),
        understood=understanding.understood(seen) if model.available() else None,
    )


def _needs_sync(seen: Opened) -> bool:
    if following.is_behind(seen):
        return True
    last = _counted_at.get(seen.path, -COUNTED_EVERY)
    if time.monotonic() - last < COUNTED_EVERY:
        return False
    _counted_at.clear()
    _counted_at[seen.path] = time.monotonic()
    return following.differs(seen)


def _healing(work: Callable[[], T]) -> T:
    try:
        return work()
    except Unusable as error:
        if str(error) != "missing":  # the first search of a new installation finds none
            log.warning("index healed", state=str(error))
        building.heal()
    except BaseException as error:
        if not _is_damage(error):
            raise
        _heal_broken(error)
    return work()


def _is_damage(error: BaseException) -> bool:
    # Tantivy reports unreadable files as ValueError; what its own code cannot handle arrives as a panic, no Exception.
    if isinstance(error, ValueError):
        return any(mark in str(error) for mark in DAMAGE)
    return type(error).__name__ == "PanicException"


def _heal_broken(error: BaseException) -> None:
    now = place.current()
    folder = "" if now is None else str(now.path.parent)
    if time.monotonic() - _healed_at.get(folder, -HEAL_AGAIN_AFTER) < HEAL_AGAIN_AFTER:
        raise IndexUnavailable("The search index cannot be read.", cure="Run: groundswell doctor") from error
    _healed_at[folder] = time.monotonic()
    log.error("index healed", state="damaged", error=str(error)[:500])
    forget()
    building.heal(broken=None if now is None else now.path)


@cache
def _searchers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(SEARCHES_AT_ONCE, thread_name_prefix="search")


def _in_time(work: Callable[[], T]) -> T:
    try:
        return _searchers().submit(work).result(BUDGET_SECONDS)
    except OutOfTime:
        raise TooSlow(
            "The search took too long.", cure="Ask for less at once: fewer conditions, or longer words."
        ) from None
