"""Builds a generation from nothing, and heals an index that is missing, damaged or of another schema."""

from collections.abc import Callable
from pathlib import Path

import structlog
import tantivy
from django.core.cache import cache
from django_tasks import task

from groundswell.creators.models import Account
from groundswell.discovery.errors import IndexUnavailable
from groundswell.discovery.index import following, place
from groundswell.discovery.index.documents import document
from groundswell.discovery.index.opened import Unusable, forget, opened
from groundswell.discovery.index.schema import create
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


def _build_later() -> None:
    if cache.add("discovery-index-rebuild", value=True, timeout=60):
        rebuild_index.enqueue()
    raise IndexUnavailable(
        "The search index is being built; this takes a few minutes.",
        cure="Try again soon. When nothing happens, run: groundswell index rebuild",
    )


def _build(progress: Progress) -> int:
    folder = place.new_folder()
    index = create(folder)
    with following.writing(index, HEAP) as writer:
        if writer is None:
            raise IndexUnavailable("Another process writes in the new index folder.", where=str(folder))
        count = _write_all(writer, progress)
        writer.commit()
    place.switch(folder)
    forget()
    _catch_up(folder)
    log.info("index built", accounts=count)
    return count


def _write_all(writer: tantivy.IndexWriter, progress: Progress) -> int:
    total = Account.objects.count()
    done = last = 0
    while ids := list(Account.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        for facts in read_facts(ids).values():
            writer.add_document(document(facts))
            done += 1
        last = ids[-1]
        progress(done, max(total, done))
    return done


def _catch_up(folder: Path) -> None:
    # What changed while the new generation was built is newer than the rows it was built from.
    if opened().path == folder:
        following.sync()


def _silently(done: int, total: int) -> None:
    """For nobody to watch."""
