"""The people of one batch: who is known by which key, who is new, what changes."""

import json
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.writing import bulk
from groundswell.creators.imports.writing.facts import PERSON, Facts, Key
from groundswell.creators.models import Creator, CreatorKey
from groundswell.creators.rules import own_number, with_topics

COLUMNS = ("id", "workspace_id", "name", *PERSON, "address", "topics", "created_at", "changed_at")
NAME, ADDRESS, TOPICS, CHANGED = (COLUMNS.index(name) for name in ("name", "address", "topics", "changed_at"))
EMAIL = COLUMNS.index("email")
PLACES = tuple((name, COLUMNS.index(name)) for name in PERSON)
BY_KEY = (
    "SELECT kind, value, creator_id FROM creators_creatorkey WHERE workspace_id = %s AND kind = %s AND value {wanted}"
)
BY_ID = f"SELECT {', '.join(COLUMNS)} FROM creators_creator WHERE workspace_id = %s AND id {{wanted}}"  # noqa: S608  # own names


class People:
    """Creators and their keys. Loads in sets, keeps new and changed rows until `flush`."""

    def __init__(self, workspace: Workspace, now: Any, born: Any) -> None:
        """`born` is the run's own time: it says which run made a creator (`creators_of_run`)."""
        # Asking a model for its key is slow by the million.
        self.workspace_id, self.slug, self.now, self.born = workspace.pk, workspace.slug, now, born
        self.by_key: dict[Key, int] = {}
        self.rows: dict[int, list[Any]] = {}
        self.new: list[list[Any]] = []
        self.new_keys: list[tuple[int, int, str, str]] = []
        self.changed: set[int] = set()
        self.ids: Iterator[int] = iter(())

    def load(self, facts: Iterable[Facts]) -> None:
        """Finds who the keys stand for; the workspace's own ids stand for themselves."""
        wanted: dict[str, set[str]] = {}
        for fact in facts:
            for kind, value in fact.keys:
                wanted.setdefault(kind, set()).add(value)
        for kind, values in wanted.items():
            for found_kind, value, pk in bulk.select(BY_KEY, [self.workspace_id, kind], values):
                self.by_key[found_kind, value] = pk
        own = {value: pk for value in wanted.get("id:groundswell", ()) if (pk := own_number(value, self.slug))}
        here = {row[0] for row in bulk.select(BY_ID, [self.workspace_id], set(own.values()))}
        self.by_key.update({("id:groundswell", value): pk for value, pk in own.items() if pk in here})

    def load_rows(self, ids: Iterable[int]) -> None:
        for row in bulk.select(BY_ID, [self.workspace_id], set(ids)):
            self.rows[row[0]] = list(row)

    def reserve(self, count: int) -> None:
        self.ids = bulk.reserve_ids(Creator, count)

    def add(self, fact: Facts) -> int:
        """A new creator with the fact's keys."""
        pk, said = next(self.ids), fact.person.get
        row = [
            pk, self.workspace_id, fact.name, said("email", ""), said("phone", ""), said("gender", ""), said("country", ""),
            said("city", ""), said("language", ""),
            bulk.to_json(fact.address) if fact.address else "{}", bulk.to_json(fact.topics) if fact.topics else "[]",
            self.born, self.now,
        ]  # fmt: skip
        self.rows[pk] = row
        self.new.append(row)
        self._take_keys(pk, fact)
        return pk

    def change(self, pk: int, fact: Facts) -> bool:
        """Brings the creator up to date; what the row leaves empty overwrites nothing. True when anything changed."""
        row, changed = self.rows[pk], self._take_keys(pk, fact)
        news = [(place, fact.person[name]) for name, place in PLACES if name in fact.person]
        if fact.named:
            news.append((NAME, fact.name))
        for place, value in news:
            if row[place] != value:
                row[place], changed = value, True
        topics, address = json.loads(row[TOPICS]), json.loads(row[ADDRESS])
        if (more := with_topics(topics, fact.topics)) != topics:
            row[TOPICS], changed = bulk.to_json(more), True
        if {**address, **fact.address} != address:
            row[ADDRESS], changed = bulk.to_json({**address, **fact.address}), True
        if changed:
            self.changed.add(pk)
        return changed

    def _take_keys(self, pk: int, fact: Facts) -> bool:
        """Keys nobody has yet are the creator's from now on."""
        taken = False
        for key in fact.keys:
            if key not in self.by_key:
                self.by_key[key] = pk
                if key[0] != "id:groundswell" or own_number(key[1], self.slug) != pk:
                    self.new_keys.append((self.workspace_id, pk, *key))
                    taken = True
        return taken

    def flush(self) -> None:
        fresh = {row[0] for row in self.new}
        bulk.insert(Creator, COLUMNS, self.new)
        # In the order of their index, which is then walked once.
        keys = sorted(self.new_keys, key=itemgetter(2, 3))
        bulk.insert(CreatorKey, ("workspace_id", "creator_id", "kind", "value"), keys)
        settable = COLUMNS[NAME:-2]
        changed = [[*self.rows[pk][NAME:-2], self.now, pk] for pk in sorted(self.changed - fresh)]
        bulk.update(Creator, (*settable, "changed_at"), changed)
