"""Vendors' audience reports become figures of the workspace."""

from collections.abc import Sequence

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import Origin
from groundswell.creators.audience.reports import figures_of
from groundswell.creators.imports.kinds import Outcome, Record, Rejected
from groundswell.creators.imports.writing.owners import Owners
from groundswell.creators.models import Account, AudienceFigure, ImportRun
from groundswell.creators.services.audience import record_audience
from groundswell.creators.services.suggesting import suggest_merges
from groundswell.kit.errors import BadInput

ORIGINS: dict[str, Origin] = {"vendor": "vendor", "first_party": "first_party"}


class AudienceWriter:
    """All rows of one profile are one set; told anew for the same date it replaces the old one."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace, self.run = workspace, run
        self.created: list[int] = []

    def write(self, records: Sequence[Record]) -> list[Outcome]:
        owners = Owners(self.workspace, self.run)
        whose = owners.of(records)
        owners.flush()
        self.created += owners.created
        accounts = Account.objects.visible_to(self.workspace).in_bulk([pk for pk in whose if isinstance(pk, int)])
        return [
            pk if isinstance(pk, Rejected) else self._write_one(record, accounts[pk])
            for record, pk in zip(records, whose, strict=True)
        ]

    def finish(self) -> None:
        suggest_merges(workspace=self.workspace, creators=self.created)

    def _write_one(self, record: Record, account: Account) -> Outcome:
        origin = ORIGINS.get(record.values.get("origin", "vendor").strip().lower())
        if origin is None:
            return Rejected(f"The origin is one of {', '.join(ORIGINS)}.")
        source = record.values.get("source") or f"file: {self.run.file_name}"[:120]
        at = record.values.get("observed_at") or self.run.created_at
        there = AudienceFigure.objects.filter(
            workspace=self.workspace, account=account, source=source, observed_at=at
        ).exists()
        try:
            figures = figures_of([row.values for row in record.rows])
            if not figures:
                return Rejected("It names no share of an audience.")
            changed = record_audience(
                workspace=self.workspace, account=account, origin=origin, source=source, observed_at=at,
                figures=figures, sample=record.values.get("sample"),
            )  # fmt: skip
        except BadInput as error:
            return Rejected(f"{error.message} {error.cure}".strip())
        return ("updated" if there else "created") if changed else "unchanged"
