"""One file brought in: understood first, then written in one transaction, so that nothing is ever half-written.

The file is read twice. The first time decides how numbers and dates are to be read and finds a file that is cut
off, before anything is written. The second time writes, in batches, inside one transaction: an error in the middle,
or a killed process, leaves what was there before. The price: on SQLite other writers wait meanwhile (about 60 µs a
row); PostgreSQL has no such wait. Progress therefore goes to the caller, not through the database (see `progress`).
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.errors import KindNotSupported
from groundswell.creators.imports.conversion import Plan, make_plan
from groundswell.creators.imports.detection import detect
from groundswell.creators.imports.kinds import Rejected, Row
from groundswell.creators.imports.sources import Ledger, Source, group
from groundswell.creators.imports.tables import read_table
from groundswell.creators.models import ImportRun
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError

BATCH = 5000
TELL_EVERY = 0.25  # seconds
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Preview:
    """What would be read, before anything is written: `rows` are the first ones, typed or refused."""

    plan: Plan
    rows: list[tuple[int, Row | Rejected]]
    samples: dict[str, list[str]]


def plan_import(
    workspace: Workspace, path: Path, kind: str | None = None, mapping: Mapping[str, str | None] | None = None
) -> Plan:
    """The file understood; `FileRefused` or `BadInput` when it cannot be, `KindNotSupported` for a kind nobody reads yet."""
    table = read_table(path, settings.UPLOAD_LIMIT)
    detection = detect(table, kind, mapping)
    if detection.kind.writer is None:
        raise KindNotSupported(
            f"{path.name} holds {detection.kind.label.lower()}; Groundswell recognises them but does not read them yet.",
            where=path.name, cure="If it is something else, say so with --as KIND.",
        )  # fmt: skip
    return make_plan(table, detection, ZoneInfo(workspace.time_zone))


def preview_import(
    *,
    workspace: Workspace,
    path: Path,
    kind: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    count: int = 10,
) -> Preview:
    """Kind, mapping, how numbers and dates are read, and the first rows; writes nothing."""
    plan = plan_import(workspace, path, kind, mapping)
    rows, samples = [], {header: list[str]() for header in plan.table.header}
    for number, cells in islice(plan.table.rows(), count):
        read = plan.read(number, cells)
        if read is not None:
            rows.append((number, read))
        if isinstance(read, Row):
            for header, text in read.raw.items():
                samples[header].append(text)
    return Preview(plan, rows, samples)


def run_import(
    *,
    workspace: Workspace,
    path: Path,
    kind: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    user: User | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    options: Mapping[str, Any] | None = None,
    run: ImportRun | None = None,
    file_name: str = "",
) -> ImportRun:
    """Imports the file and answers the run with its counts and every rejected row.

    `dry_run` does all the work and undoes it; the run it answers is in no database. `run` is one that waits already.
    `options`: {"creator": id} for files that name nobody. Raises what `plan_import` raises, and a writer's errors;
    the run then says failed, and nothing of the file is written.
    """
    run = run or ImportRun(workspace=workspace, user=user, file_name=(file_name or path.name)[:255])
    run.options = {**run.options, **(options or {})}
    try:
        plan = plan_import(workspace, path, kind or run.kind or None, mapping)
        _describe(run, plan)
        run.state = ImportRun.State.RUNNING
        if not dry_run:
            run.save()
        with transaction.atomic(), _collector_at_rest():
            if dry_run:
                run.save()
            _write(run, plan, progress)
            if dry_run:
                transaction.set_rollback(True)
    except BaseException as error:
        _fail(run, error, dry_run=dry_run)
        raise
    run.state, run.finished_at = ImportRun.State.DONE, clock.now()
    if dry_run:
        run.pk = None
        return run
    run.save()
    counts = {name: getattr(run, name) for name in ("kind", "rows", "created", "updated", "unchanged")}
    detail = {**counts, "rejected": len(run.rejected)}
    record_audit(
        workspace=workspace, user=user or run.user, action="file.imported", subject=run.file_name, detail=detail
    )
    return run


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Millions of objects live until their batch is written and hardly any form cycles: walking them over and over
    costs a quarter of the time and frees nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _describe(run: ImportRun, plan: Plan) -> None:
    detection = plan.detection
    run.kind, run.mapping, run.rows = detection.kind.name, detection.mapping, plan.rows
    run.rows_done = run.created = run.updated = run.unchanged = 0
    run.warnings, run.rejected, run.error = list(plan.warnings), [], None
    if not plan.rows:
        run.warnings.append("The file has a header and no rows.")
    if detection.vendor:
        run.options = {"ids": detection.vendor.ids, "platform": detection.vendor.platform, **run.options}


def _write(run: ImportRun, plan: Plan, progress: Progress | None) -> None:
    kind = plan.detection.kind
    if kind.writer is None:
        raise KindNotSupported(f"{kind.label} are not read yet.", where=run.file_name)
    writer, ledger = kind.writer(run.workspace, run), Ledger(run, kind)
    prefix = "" if (ids := str(run.options.get("ids", "id:file"))) == "id:file" else f"{ids}/"
    rejected: list[tuple[int, str]] = []
    pending: list[Source] = []
    told = time.monotonic()
    for source in ledger.sources(group(_readable(run, plan, rejected), kind, prefix)):
        if not isinstance(source, Source):
            run.unchanged += 1
            continue
        pending.append(source)
        if len(pending) >= BATCH:
            _write_batch(run, writer, ledger, pending, rejected)
            pending = []
            if progress and time.monotonic() - told >= TELL_EVERY:
                progress(run.rows_done, run.rows)
                told = time.monotonic()
    _write_batch(run, writer, ledger, pending, rejected)
    writer.finish()
    run.rejected = [{"row": number, "reason": reason} for number, reason in sorted(rejected)]
    for header, examples in plan.left_out.items():
        run.warnings.append(f"{header}: {', '.join(f'“{text}”' for text in examples)} not understood and left out.")
    if progress:
        progress(run.rows_done, run.rows)


def _readable(run: ImportRun, plan: Plan, rejected: list[tuple[int, str]]) -> Iterator[Row]:
    totals = 0
    for number, cells in plan.table.rows():
        run.rows_done += 1
        row = plan.read(number, cells)
        if row is None:
            totals += 1
        elif isinstance(row, Rejected):
            rejected.append((number, row.reason))
        else:
            yield row
    if totals:
        run.rows -= totals
        run.rows_done -= totals
        run.warnings.append(f"{totals} row{'s' if totals > 1 else ''} of totals left out.")


def _write_batch(
    run: ImportRun, writer: Any, ledger: Ledger, sources: list[Source], rejected: list[tuple[int, str]]
) -> None:
    changed = ledger.changed(sources)
    run.unchanged += len(sources) - len(changed)
    if not changed:
        return
    outcomes = list(writer.write([source.record for source in changed]))
    ledger.keep(changed, outcomes)
    for source, outcome in zip(changed, outcomes, strict=True):
        if isinstance(outcome, Rejected):
            rejected.append((source.record.number, outcome.reason))
    run.created += outcomes.count("created")
    run.updated += outcomes.count("updated")
    run.unchanged += outcomes.count("unchanged")


def _fail(run: ImportRun, error: BaseException, *, dry_run: bool) -> None:
    """Nothing was written; the run that was shown to somebody says why."""
    if dry_run or run.pk is None:
        return
    run.rows_done = run.created = run.updated = run.unchanged = 0
    run.state, run.finished_at = ImportRun.State.FAILED, clock.now()
    run.error = (
        error.as_dict()
        if isinstance(error, GroundswellError)
        else {"error": "failed", "message": "The import broke off; nothing was written. Start it again.", "where": None}
    )
    run.save()
