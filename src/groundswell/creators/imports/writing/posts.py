"""Rows about posts become posts of an account, readings of their figures, and the account's engagement rate."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.declared.metrics import NAMES_OF_POST
from groundswell.creators.imports.kinds import Outcome, Record, Rejected
from groundswell.creators.imports.writing import bulk
from groundswell.creators.imports.writing.owners import Owners, address_of
from groundswell.creators.imports.writing.profiles import READING
from groundswell.creators.models import ImportRun, Post, Reading
from groundswell.creators.services.engagement import refresh_engagement
from groundswell.creators.services.saving import external_id_of
from groundswell.creators.services.suggesting import suggest_merges
from groundswell.kit import clock

COLUMNS = (
    "id",
    "workspace_id",
    "account_id",
    "external_id",
    "url",
    "surface",
    "title",
    "caption",
    "published_at",
    "source",
    "created_at",
)
AT = {name: place for place, name in enumerate(COLUMNS)}
TOLD = ("url", "surface", "title", "caption", "published_at")
KNOWN = "SELECT account_id, external_id, id FROM creators_post WHERE NOT (external_id = '') AND account_id {wanted}"
ROWS = f"SELECT {', '.join(COLUMNS)} FROM creators_post WHERE id {{wanted}}"  # noqa: S608  # own names
LATEST = "SELECT post_id, metric, value FROM creators_reading WHERE post_id {wanted} ORDER BY observed_at, id"
SURFACES = (
    ("reel", "reel"),
    ("story", "story"),
    ("stories", "story"),
    ("short", "short"),
    ("live", "live"),
    ("pin", "pin"),
    ("video", "video"),
)


class PostsWriter:
    """A post is known by its account and its network's id (out of its address where that tells, else the file's)."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace, self.run = workspace, run
        self.source = f"file: {run.file_name}"[:120]
        self.read_at = bulk.moment(run.created_at)
        self.touched: dict[int, datetime | None] = {}
        self.rated: set[int] = set()
        self.created: list[int] = []

    def write(self, records: Sequence[Record]) -> list[Outcome]:
        owners = Owners(self.workspace, self.run)
        accounts = owners.of(records)
        self._followers(owners, records, accounts)
        owners.flush()
        self.created += owners.created
        self.now = bulk.moment(clock.now())
        self.new: list[list[Any]] = []
        self.changed: set[int] = set()
        self.readings: list[tuple[Any, ...]] = []
        wanted = [(account, *_identity(record.values)) for record, account in zip(records, accounts, strict=True)]
        self._load(wanted)
        ids = bulk.reserve_ids(Post, len(records))
        outcomes = [self._write_one(record.values, *place, ids) for record, place in zip(records, wanted, strict=True)]
        self._flush()
        return outcomes

    def finish(self) -> None:
        refresh_engagement(workspace=self.workspace, accounts=self.touched, rated=self.rated, at=self.run.created_at)
        suggest_merges(workspace=self.workspace, creators=self.created)

    def _followers(self, owners: Owners, records: Sequence[Record], accounts: Sequence[int | Rejected]) -> None:
        for record, account in zip(records, accounts, strict=True):
            if isinstance(account, int) and "followers" in record.values:
                owners.profiles.read(account, {"followers": record.values["followers"]}, self.read_at, dated=False)

    def _load(self, wanted: Sequence[tuple[int | Rejected, str, dict[str, Any]]]) -> None:
        places = {(account, external) for account, external, _ in wanted}
        accounts = {account for account, _ in places if isinstance(account, int)}
        self.known = {
            (row[0], row[1]): row[2] for row in bulk.select(KNOWN, [], accounts) if (row[0], row[1]) in places
        }
        self.rows = {row[0]: list(row) for row in bulk.select(ROWS, [], self.known.values())}
        self.latest = {(post, metric): value for post, metric, value in bulk.select(LATEST, [], self.known.values())}

    def _write_one(
        self, values: Mapping[str, Any], account: int | Rejected, external: str, told: dict[str, Any], ids: Any
    ) -> Outcome:
        if isinstance(account, Rejected):
            return account
        pk = self.known.get((account, external))
        new = pk is None
        if pk is None:
            pk = self.known[account, external] = next(ids)
            row = [
                pk,
                self.workspace.pk,
                account,
                external,
                *[told.get(name, "") for name in TOLD],
                self.source,
                self.now,
            ]
            row[AT["surface"]] = told.get("surface", "feed")
            row[AT["published_at"]] = told.get("published_at")
            self.rows[pk] = row
            self.new.append(row)
            changed = True
        else:
            changed = self._change(pk, told)
        changed = self._read(pk, values) or changed
        if changed:
            self._touch(account, values)
        return "created" if new else "updated" if changed else "unchanged"

    def _change(self, pk: int, told: Mapping[str, Any]) -> bool:
        row, changed = self.rows[pk], False
        for name, value in told.items():
            place = AT[name]
            same = str(row[place]) == str(value) if name == "published_at" else row[place] == value
            if not same:
                row[place], changed = value, True
        if changed:
            self.changed.add(pk)
        return changed

    def _read(self, pk: int, values: Mapping[str, Any]) -> bool:
        news = False
        source = values.get("figures_source", self.source)
        at = bulk.moment(values["figures_observed_at"]) if "figures_observed_at" in values else self.read_at
        for metric in NAMES_OF_POST:
            value = values.get(metric)
            if value is not None and self.latest.get((pk, metric)) != value:
                self.latest[pk, metric] = value
                self.readings.append((self.workspace.pk, None, pk, metric, value, None, None, None, source, at))
                news = True
        return news

    def _touch(self, account: int, values: Mapping[str, Any]) -> None:
        at, before = values.get("published_at"), self.touched.get(account)
        self.touched[account] = max(filter(None, (at, before)), default=None)
        if "engagement_rate" in values:
            self.rated.add(account)

    def _flush(self) -> None:
        fresh = {row[0] for row in self.new}
        bulk.insert(Post, COLUMNS, self.new)
        rows = [[*self.rows[pk][AT["url"] : AT["published_at"] + 1], pk] for pk in sorted(self.changed - fresh)]
        bulk.update(Post, TOLD, rows)
        bulk.insert(Reading, READING, self.readings, "DO NOTHING")


def _identity(values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The post's id on its network (or in its file), and what the row tells of it, in the database's form."""
    address = address_of(values)
    told = {name: values[name] for name in ("title", "caption") if name in values}
    if values.get("published_at"):
        told["published_at"] = bulk.moment(values["published_at"])
    native = address if address and address.platform != "blog" else None
    if values.get("url"):
        told["url"] = native.url if native else values["url"]
    surface = next((surface for word, surface in SURFACES if word in str(values.get("surface", "")).lower()), "")
    if surface or native:
        told["surface"] = surface or (native.surface if native else "")
    external = native.external_id if native else values.get("post_id", "")
    title = values.get("title") or values.get("caption", "")[:200]
    return external or external_id_of(values.get("url", ""), title, values.get("published_at")), told
