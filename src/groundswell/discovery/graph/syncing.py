"""The follow graph brought in line with the lists in the database."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import structlog
from django.db import transaction
from numpy.typing import NDArray

from groundswell.creators.models import Account, FollowEdge, NetworkPass
from groundswell.discovery.graph.compacting import compact, worth_compacting
from groundswell.discovery.graph.opened import Graph, open_graph
from groundswell.discovery.graph.place import LIST, Head, folder, read_head, remove, write_head
from groundswell.discovery.graph.writing import Lists, Writer, writing

AT_ONCE = 20_000  # lists that are compared while somebody waits; more wait for the job
CHUNK = 500
EDGES = 2_000_000  # committed together: a sync that is killed goes on after the last commit
TRAITS = ("platform", "country", "language")
READ = NetworkPass.objects.filter(
    what="following", read_at__isnull=False, account__workspace=None, account__listed=True
)

_forgotten: set[str] = set()

log = structlog.get_logger(__name__)


def current_graph() -> Graph:
    """In line with the database where that is quick, else as the last sync left it."""
    if READ.all().count() <= AT_ONCE:
        sync(wait=False)
    return open_graph(folder())


def sync(*, wait: bool = True) -> int | None:
    """Reads lists that were read anew or lost, of public profiles that may be found; answers how many changed, None
    where another process is at it. Only lists read to their end: one that broke off would make accounts look rare."""
    with writing(folder(), wait=wait) as writer:
        if writer is None:
            return None
        graph = open_graph(folder())
        told, held = _told(), graph.last
        at = np.searchsorted(held["account"], told["account"])
        at = np.minimum(at, max(len(held) - 1, 0))
        known = held["account"][at] == told["account"] if len(held) else np.zeros(len(told), dtype=bool)
        same = known.copy()
        same[known] = held["read"][at[known]] == told["read"][known]
        moved = _moved(told[same], held[at[same]])
        gone = held[~np.isin(held["account"], told["account"]) & (held["read"] > 0)]
        gone["read"] = gone["length"] = 0
        if changed := len(moved) + len(gone) + int((~same).sum()):
            writer.restate(np.concatenate([moved, gone]))
            _read(writer, told[~same])
            writer.commit()
            log.info("follow graph in line", lists=changed)
        if worth_compacting(open_graph(folder())):
            compact(folder())
        return changed


def rebuild() -> int:
    """Drops the graph and reads all lists anew; answers how many. Meanwhile it tells of those that are read; killed, the next
    sync goes on."""
    with writing(folder()):
        before = read_head(folder())
        write_head(folder(), Head(series=before.series + 1))
        remove(folder(), before.series)
    sync()
    return len(open_graph(folder()).lists)


def forget_name(account: Account) -> None:
    """Once the transaction that forgets the account is through, no list in the graph tells of it any more."""
    _forgotten.update(f"{account.platform}:{name.lower()}" for name in (account.handle, account.external_id) if name)
    transaction.on_commit(_take_out)


def _take_out() -> None:
    """All names that one transaction forgot, in one go."""
    names = [_forgotten.pop() for _ in range(len(_forgotten))]
    if names and (open_graph(folder()).find(names) >= 0).any():
        with writing(folder()) as writer:
            if writer is not None:
                writer.take_out(names)
                writer.commit()


def moment(microseconds: int) -> datetime:
    """When a list was read."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(microseconds))


def _told() -> Lists:
    rows = READ.order_by("account_id").values_list("account_id", "read_at", *(f"account__{name}" for name in TRAITS))
    epoch, one = moment(0), timedelta(microseconds=1)
    found = (
        (account, (read - epoch) // one, 0, 0, platform, country.upper(), _plain(language))
        for account, read, platform, country, language in rows.iterator(chunk_size=CHUNK * 10)
    )
    return np.fromiter(found, dtype=LIST)


def _plain(language: str) -> str:
    return language.lower().partition("-")[0]


def _moved(told: Lists, held: Lists) -> Lists:
    """Rows of the same reading for accounts of which another country or language is told."""
    other = np.zeros(len(told), dtype=bool)
    for name in TRAITS:
        other |= told[name] != held[name]
    found = told[other].copy()
    found["start"], found["length"] = held["start"][other], held["length"][other]
    return found


def _read(writer: Writer, lists: Lists) -> None:
    waiting = 0
    for begin in range(0, len(lists), CHUNK):
        some = lists[begin : begin + CHUNK].copy()
        places = {int(account): place for place, account in enumerate(some["account"])}
        pairs = list(_pairs(list(places)))
        who = np.array([places[account] for account, _ in pairs], dtype=np.int64)
        edges = _once(who, writer.number([name for _, name in pairs]))
        some["length"] = np.bincount(edges[0], minlength=len(some))
        writer.add(some, edges[1])
        waiting += len(edges[1])
        if waiting > EDGES:
            writer.commit()
            waiting = 0


def _once(who: NDArray[np.int64], whom: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each pair once, by who, then whom."""
    pairs: NDArray[np.int64] = np.unique(np.stack((who, whom)), axis=1)
    return pairs


def _pairs(accounts: Sequence[int]) -> Iterator[tuple[int, str]]:
    edges = FollowEdge.objects.filter(account__in=accounts, direction="following").order_by("account_id")
    rows = edges.values_list("account_id", "account__platform", "account__handle", "handle", "external_id")
    for account, platform, own, handle, external_id in rows.iterator(chunk_size=CHUNK * 10):
        if (name := (handle or external_id).lower()) != own:
            yield account, f"{platform}:{name}"
