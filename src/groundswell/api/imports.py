"""Files by script: sent, then asked after."""

import json
from datetime import datetime
from typing import Any

from ninja import File, Form, Router, Schema, Status, UploadedFile

from groundswell.api.auth import ApiRequest
from groundswell.creators import uploads
from groundswell.creators.imports.runs import plan_import, run_import
from groundswell.creators.imports.several import document_of
from groundswell.creators.models import ImportRun
from groundswell.creators.queries import creator_of, run_of, runs
from groundswell.creators.tasks import import_file
from groundswell.kit.errors import BadInput

router = Router()


class Refused(Schema):
    row: int
    reason: str


class ImportOut(Schema):
    """`columns`: header to field, or null where a column is kept in the raw record only."""

    id: int | None
    file: str
    state: str
    kind: str
    rows: int
    rows_done: int
    created: int
    updated: int
    unchanged: int
    rejected: list[Refused]
    columns: dict[str, str | None]
    warnings: list[str]
    error: dict[str, Any] | None
    created_at: datetime
    finished_at: datetime | None


class Page(Schema):
    total: int
    results: list[ImportOut]


@router.post("/imports", response={200: ImportOut, 202: ImportOut})
def send_file(  # noqa: PLR0917  # the form's parts
    request: ApiRequest,
    file: File[UploadedFile],
    kind: Form[str] = "",
    mapping: Form[str] = "",
    creator: Form[int | None] = None,
    dry_run: Form[bool] = False,
) -> Status[dict[str, Any]]:
    """Takes a file and imports it in the background (202; ask `GET /imports/{id}`), or with `dry_run` says at once
    what would happen (200) and writes nothing. `mapping` is JSON `{"Header": "field" | null}`; without it and
    `kind` the file is recognised by its header. A file that cannot be read answers 422 and nothing is kept."""
    workspace = request.auth.workspace
    chosen = _mapping(mapping)
    options = {"creator": creator_of(workspace, creator).pk} if creator else {}
    run = uploads.keep_upload(
        workspace=workspace, name=file.name or "file", chunks=file.chunks(), user=request.auth.user
    )
    path = uploads.path_of(run)
    try:
        if dry_run:
            tried = run_import(
                workspace=workspace, path=path, kind=kind or None, mapping=chosen, dry_run=True, options=options
            )
            _drop(run)
            return Status(200, _document(tried))
        plan = plan_import(workspace, path, kind or None, chosen)
    except BaseException:
        _drop(run)
        raise
    run.kind, run.mapping, run.options = plan.detection.kind.name, plan.detection.mapping, options
    run.rows, run.state = plan.rows, ImportRun.State.QUEUED
    run.save()
    import_file.enqueue(run_id=run.pk)
    return Status(202, _document(run))


@router.get("/imports", response=Page)
def imports(request: ApiRequest, limit: int = 50, offset: int = 0) -> dict[str, Any]:
    """The workspace's imports, the newest first; refused rows are in each one's own answer."""
    found = runs(request.auth.workspace)
    part = found[max(offset, 0) : max(offset, 0) + min(max(limit, 1), 500)]
    return {"total": found.count(), "results": [{**_facts(run), "rejected": [], "columns": {}} for run in part]}


@router.get("/imports/{import_id}", response=ImportOut)
def one_import(request: ApiRequest, import_id: int) -> dict[str, Any]:
    """How far it is, or what it did, with every refused row."""
    return _document(run_of(request.auth.workspace, import_id))


def _document(run: ImportRun) -> dict[str, Any]:
    return {**_facts(run), **document_of(run)}


def _facts(run: ImportRun) -> dict[str, Any]:
    running = run.pk is not None and run.state == ImportRun.State.RUNNING
    return {
        "id": run.pk, "file": run.file_name, "state": run.state, "kind": run.kind, "rows": run.rows,
        "rows_done": uploads.progress_of(run).done if running else run.rows_done, "created": run.created,
        "updated": run.updated, "unchanged": run.unchanged, "warnings": run.warnings, "error": run.error,
        "created_at": run.created_at, "finished_at": run.finished_at,
    }  # fmt: skip


def _mapping(text: str) -> dict[str, str | None] | None:
    if not text:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, str | None) for value in found.values()):
        raise BadInput("The mapping is no JSON object of header to field or null.", where="mapping")
    return found


def _drop(run: ImportRun) -> None:
    uploads.discard_upload(run, keep_refused=False)
    run.delete()
