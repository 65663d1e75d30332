"""Builds a generation from nothing, and heals an index that is missing, damaged or of another schema."""

from array import array
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import structlog
import tantivy
from django.core.cache import cache
from django_tasks import task

from groundswell.creators.models import Account
from groundswell.discovery.errors import IndexUnavailable
from groundswell.discovery.index import following, place
from groundswell.discovery.index.documents import document
from groundswell.discovery.index.meant import Carried, Meanings, old_store
from groundswell.discovery.index.opened import Unusable, forget, opened
from groundswell.discovery.index.schema import create
from groundswell.discovery.meaning import cells
from groundswell.discovery.meaning.store import Store
from groundswell.discovery.reading import read_facts

HEAP = 256 * 1024 * 1024
BUILT_AT_ONCE = 20_000
CHUNK = 2_000
Progress = Callable[[int, int], None]

log = structlog.get_logger(__name__)


def rebuild(progress: Progress | None = None) -> int:
    """Builds the index anew beside the old one and puts it in use; answers how many accounts it holds.

    `progress` is told (done, total) now and then. Waits while another process builds.
    """
    with place.building(wait=True):
        return _build(progress or _silently)


@task()
def rebuild_index() -> int:
    """The job after damage or a change of schema, when there are too many accounts to do it while somebody waits."""
    return rebuild()


def heal(broken: Path | None = None) -> None:
    """Replaces an index that cannot be opened, or the `broken` generation: at once when that is quick, else as a job
    while searches answer `IndexUnavailable`."""
    if Account.objects.count() > BUILT_AT_ONCE:
        _build_later()
    with place.building(wait=True):
        now = place.current()
        if not usable() or (now is not None and now.path == broken):
            _build(_silently)


def usable() -> bool:
    """Whether the index can be opened now."""
    try:
        opened()
    except Unusable:
        return False
    return True


def rebuild_later(seconds: int = 3_600) -> None:
    """Asks a job to build the index anew, once within that time."""
    if cache.add("discovery-index-rebuild", value=True, timeout=seconds):
        rebuild_index.enqueue()


def _build_later() -> None:
    rebuild_later(seconds=60)
    raise IndexUnavailable(
        "The search index is being built; this takes a few minutes.",
        cure="Try again soon. When nothing happens, run: groundswell index rebuild",
    )


def _build(progress: Progress) -> int:
    before = place.current()
    folder = place.new_folder()
    index = create(folder)
    meanings = Carried(old_store(before.path if before else None), Store(folder))
    cells.save(meanings.centres, folder)
    with following.writing(index, HEAP) as writer:
        if writer is None:
            raise IndexUnavailable("Another process writes in the new index folder.", where=str(folder))
        count = _write_all(writer, meanings, progress)
        writer.commit()
    place.switch(folder)
    forget()
    _catch_up(folder)
    log.info("index built", accounts=count)
    return count


def _write_all(writer: tantivy.IndexWriter, meanings: Meanings, progress: Progress) -> int:
    ids = _together()
    done = 0
    for start in range(0, len(ids), CHUNK):
        facts = read_facts(ids[start : start + CHUNK].tolist())
        meant = meanings.of(facts)
        for account in ids[start : start + CHUNK].tolist():
            if account in facts:
                writer.add_document(document(facts[account], meant.get(account)))
        done += len(facts)
        progress(done, len(ids))
    return done


def _together() -> npt.NDArray[np.int64]:
    """All account ids, those of one country and network side by side: what is asked together lies together, so that a
    query by country or network touches few blocks. Accounts that are added later lie apart until the next rebuild."""
    rows = Account.objects.values_list("pk", "country", "platform")
    groups: dict[tuple[str, str], array[int]] = {}
    for pk, country, platform in rows.iterator(chunk_size=20_000):
        groups.setdefault((country, platform), array("q")).append(pk)
    parts = [np.array(groups[key], dtype=np.int64) for key in sorted(groups)]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _catch_up(folder: Path) -> None:
    # What changed while the new generation was built is newer than the rows it was built from.
    if opened().path == folder:
        following.sync()


def _silently(done: int, total: int) -> None:
    """For nobody to watch."""
