"""Several files in one go: each understood first, then imported in the order in which they need each other."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.errors import KindNotSupported
from groundswell.creators.imports.detection import detect
from groundswell.creators.imports.runs import Progress, run_import
from groundswell.creators.imports.tables import read_table
from groundswell.creators.models import ImportRun
from groundswell.kit.errors import GroundswellError

Told = tuple[Path, ImportRun | GroundswellError]


def in_order(paths: Sequence[Path], kind: str | None = None) -> list[Path]:
    """Creators before their posts before their payouts, whatever order they were named in. Refuses what cannot be
    read before anything is written."""
    found = [(detect(read_table(path, settings.UPLOAD_LIMIT), kind).kind, path) for path in paths]
    for of, path in found:
        if of.writer is None:
            raise KindNotSupported(
                f"{path.name} holds {of.label.lower()}; Groundswell recognises them but does not read them yet.",
                where=path.name, cure="If it is something else, say so with --as KIND.",
            )  # fmt: skip
    return [path for _, path in sorted(found, key=lambda entry: entry[0].order)]


def import_several(
    *,
    workspace: Workspace,
    paths: Sequence[Path],
    kind: str | None = None,
    dry_run: bool = False,
    options: Mapping[str, Any] | None = None,
    progress_of: Callable[[Path], Progress | None] = lambda path: None,
) -> list[Told]:
    """Imports file by file and stops at the first that is refused; what came before it stays.

    A dry run writes them all in one transaction, so that posts find the creators of the file before, and undoes it.
    """
    told: list[Told] = []
    with transaction.atomic() if dry_run else nullcontext():
        for path in in_order(paths, kind):
            try:
                run = run_import(workspace=workspace, path=path, kind=kind, options=options, progress=progress_of(path))
            except GroundswellError as error:
                told.append((path, error))
                break
            told.append((path, run))
        if dry_run:
            transaction.set_rollback(True)
    return told


def document_of(run: ImportRun) -> dict[str, Any]:
    """What an import did, as scripts read it."""
    document: dict[str, Any] = {
        "kind": run.kind,
        "rows": run.rows,
        "created": run.created,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "rejected": run.rejected,
        "columns": run.mapping,
    }
    return {**document, "warnings": run.warnings} if run.warnings else document
