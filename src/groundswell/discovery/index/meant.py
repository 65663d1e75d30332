"""Which documents know what their account is about, while the index is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import tantivy

from groundswell.discovery.facts import Facts
from groundswell.discovery.index.documents import NO_TEXT, Meant
from groundswell.discovery.index.opened import Opened, count
from groundswell.discovery.index.schema import schema
from groundswell.discovery.meaning import cells
from groundswell.discovery.meaning.store import Store, decode
from groundswell.discovery.meaning.texts import digest, text_about

LEAST_TRAINED = 1_000


class Meanings(Protocol):
    """Answers, for accounts about to be written, what is known of their meaning."""

    def of(self, facts: Mapping[int, Facts]) -> dict[int, Meant]: ...


@dataclass(slots=True)
class Kept:
    """An account whose text is still the one that was read keeps its row; others wait to be read anew."""

    seen: Opened

    def of(self, facts: Mapping[int, Facts]) -> dict[int, Meant]:
        texts = {account: text_about(known) for account, known in facts.items()}
        known = self._known(list(facts))
        return {account: meant for account, text in texts.items() if (meant := _still(known.get(account), text))}

    def _known(self, accounts: Sequence[int]) -> dict[int, Meant]:
        query = tantivy.Query.term_set_query(schema(), "account", list(accounts))
        most = max(count(self.seen.searcher, query), 1)
        addresses = [address for _, address in self.seen.searcher.search(query, most, count=False).hits]
        columns = [self.seen.searcher.fast_field_values(name, addresses) for name in ("account", "row", "digest")]
        rows = [(int(a), int(r), int(d)) for a, r, d in zip(*columns, strict=True) if r is not None and d is not None]
        written = [row for _, row, _ in rows if row != NO_TEXT]
        stored = (
            cells.assign(self.seen.centres, decode(self.seen.store.codes(np.array(written, dtype=np.int64))))
            if written
            else []
        )
        cell_of = dict(zip(written, stored, strict=True))
        return {account: Meant(row, told, cell_of.get(row, "")) for account, row, told in rows}


@dataclass(frozen=True, slots=True)
class Told:
    """What has just been read of a few accounts, unless their text changed in the meantime."""

    meant: Mapping[int, Meant]

    def of(self, facts: Mapping[int, Facts]) -> dict[int, Meant]:
        texts = {account: text_about(known) for account, known in facts.items()}
        return {account: meant for account, text in texts.items() if (meant := _still(self.meant.get(account), text))}


@dataclass(slots=True)
class Carried:
    """A new generation takes over what the old one had read, without the rows that nobody names any more."""

    old: Store | None
    new: Store
    centres: cells.Centres = field(init=False)
    _accounts: npt.NDArray[np.int64] = field(init=False)
    _digests: npt.NDArray[np.int64] = field(init=False)
    _rows: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        keys = self.old.keys() if self.old else np.empty(0, dtype=[("account", "<i8"), ("digest", "<i8")])
        # The newest row of an account is the last one.
        self._accounts, last = np.unique(keys["account"][::-1], return_index=True)
        self._rows = len(keys) - 1 - last
        self._digests = keys["digest"][self._rows]
        self.centres = self._train()

    def of(self, facts: Mapping[int, Facts]) -> dict[int, Meant]:
        found: dict[int, Meant] = {}
        wanted: list[tuple[int, int, int]] = []
        for account, known in facts.items():
            text = text_about(known)
            if not text:
                found[account] = Meant(NO_TEXT, digest(""))
            elif (row := self._row(account, told := digest(text))) is not None:
                wanted.append((account, told, row))
        if wanted and self.old:
            codes = self.old.codes(np.array([row for _, _, row in wanted], dtype=np.int64))
            rows = self.new.append([(account, told) for account, told, _ in wanted], codes)
            places = cells.assign(self.centres, decode(codes))
            for (account, told, _), row, cell in zip(wanted, rows, places, strict=True):
                found[account] = Meant(int(row), told, cell)
        return found

    def _row(self, account: int, told: int) -> int | None:
        place = int(np.searchsorted(self._accounts, account))
        if place == len(self._accounts) or self._accounts[place] != account or self._digests[place] != told:
            return None
        return int(self._rows[place])

    def _train(self) -> cells.Centres:
        total = len(self._rows)
        if self.old is None or total < LEAST_TRAINED:
            return cells.trivial()
        chosen = np.random.default_rng(7).choice(total, min(total, cells.SAMPLE), replace=False)
        return cells.train(decode(self.old.codes(np.sort(self._rows[chosen]))), total)


def old_store(folder: Path | None) -> Store | None:
    """The store of a generation whose index may be damaged; None without one."""
    store = None if folder is None else Store(folder)
    return store if store and store.size() else None


def _still(known: Meant | None, text: str) -> Meant | None:
    if not text:
        return Meant(NO_TEXT, digest(""))
    return known if known and known.digest == digest(text) and known.row != NO_TEXT else None
