"""Keeps the index at the database: what changed is written again, what is gone is removed.

There is no list of changes. The newest `changed_at` in the index is the watermark, and the rows of the last minutes are
compared on both sides, because a long transaction commits rows that are older than the watermark.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import tantivy
from django.db.models import QuerySet

from groundswell.creators.models import Account
from groundswell.discovery.index.documents import document, stamp
from groundswell.discovery.index.meant import Kept, Meanings
from groundswell.discovery.index.opened import Opened, opened
from groundswell.discovery.reading import read_facts
from groundswell.kit import clock
from groundswell.kit.prepared import Prepared

OVERLAP = timedelta(minutes=10)
HEAP = 64 * 1024 * 1024
CHUNK = 1_000
RECONCILED_AT_ONCE = 50_000
_NEWEST = Prepared(lambda _: Account.objects.order_by("-changed_at").values_list("changed_at")[:1])


def is_behind(seen: Opened) -> bool:
    """Whether the database holds a change that is newer than the index; one row out of a database index."""
    return any(stamp(newest) != seen.newest for (newest,) in _NEWEST.rows())


def differs(seen: Opened) -> bool:
    """Whether the last minutes count differently on both sides: after a late commit, or a removal that was missed."""
    horizon = _horizon(seen)
    return _changed_after(horizon).count() != seen.count_since(horizon)


def sync(*, limit: int | None = None) -> int | None:
    """Brings the index up to date, by at most `limit` accounts, oldest change first; answers how many it wrote.

    None when another writer is at work: what there is keeps serving, and the next call looks again.
    """
    with writing(opened().index) as writer:
        if writer is None:
            return None
        seen = opened()
        horizon = _horizon(seen)
        rows = _changed_after(horizon).order_by("changed_at", "pk").values_list("pk", "changed_at")
        ids = difference(dict(rows.iterator(chunk_size=10_000)), seen.changes_since(horizon))
        return write(writer, ids[:limit], Kept(seen))


def remove(account_ids: Iterable[int]) -> int | None:
    """Takes accounts out that no longer exist; those that do are written again. None when another writer is at work."""
    ids = sorted(set(account_ids))
    if not ids:
        return 0
    with writing(opened().index) as writer:
        return None if writer is None else write(writer, ids, Kept(opened()))


def reconcile() -> int | None:
    """Compares every account with its document and repairs what differs; answers how many did."""
    with writing(opened().index) as writer:
        if writer is None:
            return None
        seen = opened()
        return write(writer, [account for part in _differences(seen) for account in part], Kept(seen))


def difference(in_database: Mapping[int, datetime], in_index: Mapping[int, int]) -> list[int]:
    """The accounts whose document is missing, older, or of an account that is not there."""
    gone = [account for account in in_index if account not in in_database]
    return gone + [account for account, changed in in_database.items() if in_index.get(account) != stamp(changed)]


def write(writer: tantivy.IndexWriter, account_ids: Sequence[int], meanings: Meanings) -> int:
    """Writes the documents of these accounts anew, removes those without an account, and commits."""
    for start in range(0, len(account_ids), CHUNK):
        chunk = account_ids[start : start + CHUNK]
        facts = read_facts(chunk)
        meant = meanings.of(facts)
        for account in chunk:
            writer.delete_documents_by_term("id", str(account))
            if account in facts:
                writer.add_document(document(facts[account], meant.get(account)))
    if account_ids:
        writer.commit()
    return len(account_ids)


@contextmanager
def writing(index: tantivy.Index, heap: int = HEAP) -> Iterator[tantivy.IndexWriter | None]:
    """The one writer, or None while another process or thread has it."""
    try:
        writer = index.writer(heap, 1)
    except ValueError as error:
        if "LockBusy" not in str(error):
            raise
        yield None
        return
    try:
        yield writer
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def _horizon(seen: Opened) -> int | None:
    if seen.newest is None:
        return None
    return min(seen.newest, stamp(clock.now() - OVERLAP))


def _changed_after(horizon: int | None) -> QuerySet[Account]:
    rows = Account.objects.all()
    return rows if horizon is None else rows.filter(changed_at__gt=_moment(horizon))


def _moment(microseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def _differences(seen: Opened) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = Account.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "changed_at")[:RECONCILED_AT_ONCE]
        in_database = dict(rows)
        full = len(in_database) == RECONCILED_AT_ONCE
        end = max(in_database) if full else None
        yield difference(in_database, seen.changes_between(last, end))
        if end is None:
            return
        last = end
