"""Rows of figures on a date become readings of an account or of one of its posts."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.declared.metrics import NAMES
from groundswell.creators.imports.kinds import Outcome, Record, Rejected
from groundswell.creators.imports.writing import bulk
from groundswell.creators.imports.writing.facts import FIGURES
from groundswell.creators.imports.writing.owners import Owners
from groundswell.creators.imports.writing.posts import KNOWN
from groundswell.creators.imports.writing.profiles import AT, READING
from groundswell.creators.models import ImportRun, Reading
from groundswell.creators.services.engagement import COMPUTED
from groundswell.creators.services.suggesting import suggest_merges

OF = {
    column: f"SELECT id, {column}, metric, source, observed_at, value FROM creators_reading WHERE {column} {{wanted}}"  # noqa: S608
    for column in ("account_id", "post_id")
}
Place = tuple[str, int, str, str, str]


class ReadingsWriter:
    """The same metric of the same thing by the same source at the same time is one reading; a new value corrects it."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace, self.run = workspace, run
        self.source = f"file: {run.file_name}"[:120]
        self.created: list[int] = []

    def write(self, records: Sequence[Record]) -> list[Outcome]:
        owners = Owners(self.workspace, self.run)
        accounts = owners.of(records)
        known = {account for account in accounts if isinstance(account, int)}
        self.posts = {(row[0], row[1]): row[2] for row in bulk.select(KNOWN, [], known)}
        self._load(known, records, accounts)
        self.new: list[tuple[Any, ...]] = []
        self.corrected: list[tuple[Any, ...]] = []
        outcomes = [self._write_one(r.values, a, owners) for r, a in zip(records, accounts, strict=True)]
        owners.flush()
        bulk.insert(Reading, READING, self.new, "DO NOTHING")
        bulk.update(Reading, ("value", "low", "high", "sample"), self.corrected)
        self.created += owners.created
        return outcomes

    def finish(self) -> None:
        suggest_merges(workspace=self.workspace, creators=self.created)

    def _load(self, known: set[int], records: Sequence[Record], accounts: Sequence[int | Rejected]) -> None:
        posts = {
            self.posts.get((account, record.values.get("post_id", "")))
            for record, account in zip(records, accounts, strict=True)
            if isinstance(account, int)
        }
        self.there: dict[Place, tuple[int, float]] = {}
        for column, wanted in (("account_id", known), ("post_id", {pk for pk in posts if pk})):
            for pk, subject, metric, source, at, value in bulk.select(OF[column], [], wanted):
                self.there[column, subject, metric, source, str(at)] = (pk, value)

    def _write_one(self, values: Mapping[str, Any], account: int | Rejected, owners: Owners) -> Outcome:
        if isinstance(account, Rejected):
            return account
        figures = {name: values[name] for name in NAMES if name in values}
        if "metric" in values and "value" in values:
            figures[values["metric"].strip().lower().replace(" ", "_")] = values["value"]
        if not figures:
            return Rejected("It has a date and no figure.")
        post = None
        if "post_id" in values:
            post = self.posts.get((account, values["post_id"]))
            if post is None:
                return Rejected(f"The account has no post {values['post_id']}. Import the posts first.")
        outcomes = [self._keep(values, metric, value, account, post) for metric, value in figures.items()]
        if post is None:
            self._newest(owners, account, figures, values)
        return next((outcome for outcome in ("created", "updated") if outcome in outcomes), "unchanged")

    def _keep(self, values: Mapping[str, Any], metric: str, value: float, account: int, post: int | None) -> str:
        at, source = bulk.moment(values["observed_at"]), values.get("source", self.source)
        bounds = (values.get("low"), values.get("high"), values.get("sample"))
        place = ("post_id", post, metric, source, str(at)) if post else ("account_id", account, metric, source, str(at))
        before = self.there.get(place)
        if before is None:
            self.there[place] = (0, value)
            subject = (None, post) if post else (account, None)
            self.new.append((self.workspace.pk, *subject, metric, value, *bounds, source, at))
            return "created"
        if before[1] == value or not before[0]:
            return "unchanged"
        self.corrected.append((value, *bounds, before[0]))
        return "updated"

    def _newest(self, owners: Owners, account: int, figures: Mapping[str, float], values: Mapping[str, Any]) -> None:
        row, at = owners.profiles.rows[account], bulk.moment(values["observed_at"])
        source = values.get("source", self.source)
        current = row[AT["read_at"]]
        if current is not None and str(current) > str(at):
            return
        computed = source.startswith(COMPUTED)
        for metric, value in figures.items():
            if metric not in FIGURES or (computed and row[AT[metric]]):
                continue
            row[AT[metric]] = float(value) if metric == "engagement_rate" else int(value)
            row[AT["read_at"]], row[AT["source"]] = at, source
            owners.profiles.touch([account])
