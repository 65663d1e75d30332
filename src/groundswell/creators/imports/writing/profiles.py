"""The profiles of one batch: whose they are, which are new, and their figures as readings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.writing import bulk
from groundswell.creators.imports.writing.facts import FIGURES, Facts
from groundswell.creators.models import Account, Creator, Reading
from groundswell.platforms.addresses import Profile

COLUMNS = (
    "id", "workspace_id", "platform", "handle", "external_id", "url", "display_name", "bio", "country", "city", "language",
    "topics", "verified", "account_type", *FIGURES, "read_at", "source", "last_posted_at", "created_at", "changed_at",
)  # fmt: skip
AT = {name: place for place, name in enumerate(COLUMNS)}
NAME, TOPICS = AT["display_name"], AT["topics"]
TOLD = tuple((name, AT[name]) for name in ("country", "city", "language", "bio", "verified", "account_type"))
FIGURE = ("workspace_id", "account_id", "metric", "value", "source", "observed_at")
READING = ("workspace_id", "account_id", "post_id", "metric", "value", "low", "high", "sample", "source", "observed_at")
# The condition of the partial index is repeated word for word: that is how SQLite knows it may use it.
BY_HANDLE = """SELECT a.handle, a.id, a.workspace_id, c.id FROM creators_account a
  LEFT JOIN creators_creator_accounts m ON m.account_id = a.id
  LEFT JOIN creators_creator c ON c.id = m.creator_id AND c.workspace_id = %s
  WHERE {scope} AND a.platform = %s AND NOT (a.handle = '') AND a.handle {wanted}"""
BY_CREATOR = f"""SELECT m.creator_id, {", ".join(f"a.{name}" for name in COLUMNS)} FROM creators_creator_accounts m
  JOIN creators_account a ON a.id = m.account_id WHERE a.workspace_id = %s AND m.creator_id {{wanted}} ORDER BY a.id"""  # noqa: S608
BY_ID = f"SELECT {', '.join(COLUMNS)} FROM creators_account WHERE workspace_id = %s AND id {{wanted}}"  # noqa: S608

Place = tuple[str, str]


class Profiles:
    """Accounts, who they belong to, and readings. Only the workspace's own rows are written; the public catalogue
    helps to recognise people and stays as it is."""

    def __init__(self, workspace: Workspace, now: Any, source: str) -> None:
        self.workspace_id, self.now, self.source = workspace.pk, now, source
        self.rows: dict[int, list[Any]] = {}
        self.own: dict[Place, int] = {}
        self.owners: dict[Place, list[int]] = {}
        self.of_creator: dict[tuple[int, str], list[int]] = {}
        self.new: list[list[Any]] = []
        self.changed: set[int] = set()
        self.new_links: list[tuple[int, int]] = []
        self.readings: list[tuple[Any, ...]] = []
        self.ids: Iterator[int] = iter(())

    def load(self, facts: Iterable[Facts]) -> None:
        wanted: dict[str, set[str]] = {}
        for fact in facts:
            for profile in fact.profiles:
                if profile.handle:
                    wanted.setdefault(profile.platform, set()).add(profile.handle)
        scopes: list[tuple[str, list[int]]] = [("a.workspace_id = %s", [self.workspace_id])]
        if Account.objects.filter(~Q(handle=""), workspace=None).exists():
            scopes.append(("a.workspace_id IS NULL", []))
        for platform, handles in wanted.items():
            for scope, parameters in scopes:
                statement = BY_HANDLE.replace("{scope}", scope)
                for handle, pk, workspace, creator in bulk.select(
                    statement, [self.workspace_id, *parameters, platform], handles
                ):
                    self._found((platform, handle), pk, workspace, creator)

    def _found(self, place: Place, pk: int, workspace: int | None, creator: int | None) -> None:
        if workspace is not None:
            self.own[place] = pk
        if creator is not None and creator not in self.owners.setdefault(place, []):
            self.owners[place].append(creator)

    def load_rows(self, creators: Iterable[int]) -> None:
        for creator, *row in bulk.select(BY_CREATOR, [self.workspace_id], set(creators)):
            self.rows[row[0]] = row
            self.of_creator.setdefault((creator, row[AT["platform"]]), []).append(row[0])
        unowned = {pk for pk in self.own.values() if pk not in self.rows}
        for found in bulk.select(BY_ID, [self.workspace_id], unowned):
            self.rows[found[0]] = list(found)

    def reserve(self, count: int) -> None:
        self.ids = bulk.reserve_ids(Account, count)

    def place(self, creator: int, profile: Profile, fact: Facts) -> tuple[int, bool]:
        """The creator's account for the profile, and whether it is new to them."""
        known = self.of_creator.setdefault((creator, profile.platform), [])
        if not profile.handle and known:
            return known[0], False
        pk = self.own.get((profile.platform, profile.handle)) if profile.handle else None
        if pk is None and profile.handle:
            # The account a file without handles left behind gets its handle now.
            pk = next((pk for pk in known if not self.rows[pk][AT["handle"]]), None)
            if pk is not None:
                self.own[profile.platform, profile.handle] = pk
                self.rows[pk][AT["handle"]], self.rows[pk][AT["url"]] = profile.handle, profile.url
                self.changed.add(pk)
        if pk is None:
            return self.add(creator, profile, fact), True
        if pk in known:
            return pk, False
        self._link(creator, profile, pk)
        return pk, True

    def unknown(self, profile: Profile) -> bool:
        """No account of the workspace is this profile."""
        return not profile.handle or (profile.platform, profile.handle) not in self.own

    def add(self, creator: int, profile: Profile, fact: Facts, observed_at: Any = None) -> int:
        """A new account of the creator. With `observed_at`, the profile is the one the fact tells of: description and
        figures come with it, as `describe` and `read` would bring them one by one."""
        pk, (platform, handle, url) = next(self.ids), profile
        told, figures, topics = ({}, {}, []) if observed_at is None else (fact.person, fact.figures, fact.topics)
        said = told.get
        source = said("figures_source", self.source)
        row = [
            pk, self.workspace_id, platform, handle, "", url, fact.name, said("bio", ""), said("country", ""),
            said("city", ""), said("language", ""), bulk.to_json(topics) if topics else "[]", said("verified"),
            said("account_type", ""),
            *map(figures.get, FIGURES), observed_at if figures else None, source, None, self.now, self.now,
        ]  # fmt: skip
        self.rows[pk] = row
        self.new.append(row)
        for metric, value in figures.items():
            self.readings.append((self.workspace_id, pk, metric, value, source, observed_at))
        if handle:
            self.own[platform, handle] = pk
        self._link(creator, profile, pk)
        return pk

    def _link(self, creator: int, profile: Profile, pk: int) -> None:
        self.of_creator.setdefault((creator, profile.platform), []).append(pk)
        self.new_links.append((creator, pk))
        if profile.handle:
            self.owners.setdefault((profile.platform, profile.handle), []).append(creator)

    def describe(self, pk: int, fact: Facts, values: Mapping[str, Any]) -> bool:
        """What the file says of the profile and its person; True when something differed."""
        row, changed = self.rows[pk], False
        for name, place in TOLD:
            if name in values and row[place] != values[name]:
                row[place], changed = values[name], True
        # Compared as lists: PostgreSQL gives JSON back with other spaces than it was given.
        if fact.topics and (row[TOPICS] == "[]" or json.loads(row[TOPICS]) != fact.topics):
            row[TOPICS], changed = bulk.to_json(fact.topics), True
        if fact.named and row[NAME] != fact.name:
            row[NAME], changed = fact.name, True
        if changed:
            self.changed.add(pk)
        return changed

    def read(self, pk: int, figures: dict[str, float], observed_at: Any, *, dated: bool, source: str = "") -> bool:
        """Readings of figures that are new or dated, and the account's newest figures; True when there were any.

        `source`: the figures' own, where the file tells it.
        """
        source = source or self.source
        row = self.rows[pk]
        current = row[AT["read_at"]]
        newest = current is None or str(current) <= str(observed_at)
        news = False
        for metric, value in figures.items():
            place = AT.get(metric)
            if place is not None and _same(row[place], value) and (not dated or str(current) == str(observed_at)):
                continue
            self.readings.append((self.workspace_id, pk, metric, value, source, observed_at))
            news = True
            if place is not None and newest:
                row[place] = value
        if news and newest:
            row[AT["read_at"]], row[AT["source"]] = observed_at, source
            self.changed.add(pk)
        return news

    def touch(self, pks: Iterable[int]) -> None:
        """The search index shall look at these again."""
        self.changed.update(pks)

    def flush(self) -> None:
        fresh = {row[0] for row in self.new}
        bulk.insert(Account, COLUMNS, self.new)
        changed = [[*self.rows[pk][2:-2], self.now, pk] for pk in sorted(self.changed - fresh)]
        bulk.update(Account, (*COLUMNS[2:-2], "changed_at"), changed)
        bulk.insert(Creator.accounts.through, ("creator_id", "account_id"), self.new_links, "DO NOTHING")
        bulk.insert(Reading, FIGURE, self.readings, "DO NOTHING")


def _same(known: float | None, value: float) -> bool:
    """Equal but for what a float loses on its way through a file."""
    return known == value or (known is not None and abs(known - value) <= 1e-9 * abs(value))
