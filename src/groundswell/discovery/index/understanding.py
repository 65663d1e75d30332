"""Reads what accounts are about, a few at a time: what is done is in the index, so that a job that dies goes on there."""

import time
from collections.abc import Collection

import numpy as np
import tantivy
from tantivy import Occur, Query

from groundswell.discovery.index import following
from groundswell.discovery.index.documents import Meant
from groundswell.discovery.index.meant import Told
from groundswell.discovery.index.near import vectors_of_accounts
from groundswell.discovery.index.opened import Opened, count, opened
from groundswell.discovery.index.schema import schema
from groundswell.discovery.meaning import cells, model
from groundswell.discovery.meaning.model import Vectors
from groundswell.discovery.meaning.store import decode, encode
from groundswell.discovery.meaning.texts import digest, text_about
from groundswell.discovery.reading import read_facts

AT_ONCE = 128
GROWN = 4
FEW = 4_000


def understand(seconds: float) -> int:
    """Reads accounts that nobody has read yet, or whose text changed since, for about that long; answers how many."""
    done, until = 0, time.monotonic() + seconds
    while model.available() and time.monotonic() < until:
        read = _some()
        if not read:
            break
        done += read
    return done


def outgrown(seen: Opened) -> bool:
    """Whether the cells are those of a much smaller index, or most rows of the store are no longer named."""
    centres = seen.centres.shape[1]
    read = understood(seen)
    crowded = centres < cells.MOST_CENTRES and read > GROWN * max(centres**2 * cells.PER_CELL, FEW)
    return crowded or seen.store.size() > 2 * read + FEW


def understood(seen: Opened) -> int:
    """How many accounts have been read."""
    return count(seen.searcher, Query.range_query(schema(), "row", tantivy.FieldType.Integer, 0, None))


def middle_of(account_ids: Collection[int], seen: Opened) -> Vectors | None:
    """The mean vector, of length 1, of what these accounts are about; those that wait to be read are read now. None
    when nobody of them has written anything."""
    known = vectors_of_accounts(list(account_ids), seen) if seen.store.size() else {}
    unread = read_facts([account for account in account_ids if account not in known], ("people", "posts"))
    texts = [text for text in map(text_about, unread.values()) if text]
    vectors = [*known.values(), *(model.vectors_of(texts) if texts else ())]
    if not vectors:
        return None
    middle = np.mean(vectors, axis=0)
    return np.asarray(middle / np.linalg.norm(middle), dtype=np.float32)


def _some() -> int:
    accounts = _unread(opened())
    texts = {account: text_about(facts) for account, facts in read_facts(accounts, ("people", "posts")).items()}
    written = {account: text for account, text in texts.items() if text}
    codes = encode(model.vectors_of(list(written.values())))
    with following.writing(opened().index) as writer:
        if writer is None or not accounts:
            return 0
        seen = opened()
        keys = [(account, digest(text)) for account, text in written.items()]
        rows = seen.store.append(keys, codes)
        places = cells.assign(seen.centres, decode(codes))
        meant = {
            account: Meant(int(row), told, cell) for (account, told), row, cell in zip(keys, rows, places, strict=True)
        }
        return following.write(writer, accounts, Told(meant))


def _unread(seen: Opened) -> list[int]:
    waiting = Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, Query.exists_query("row"))])
    addresses = [address for _, address in seen.searcher.search(waiting, AT_ONCE, count=False).hits]
    return [int(account or 0) for account in seen.searcher.fast_field_values("account", addresses)]
