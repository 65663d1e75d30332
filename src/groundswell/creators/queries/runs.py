"""Imports that were, are and wait."""

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, ImportRun
from groundswell.kit.errors import NotFound


def runs(workspace: Workspace) -> QuerySet[ImportRun]:
    """All imports, the newest first; without the lists of refused rows, which may be long."""
    found: QuerySet[ImportRun] = (
        ImportRun.objects.of(workspace).defer("rejected", "mapping").order_by("-created_at", "-pk")
    )
    return found


def run_of(workspace: Workspace, pk: int) -> ImportRun:
    """The workspace's import of that id; `NotFound` otherwise."""
    run: ImportRun | None = ImportRun.objects.of(workspace).filter(pk=pk).first()
    if run is None:
        raise NotFound(f"There is no import {pk} in this workspace.", where="import")
    return run


def creators_of_run(workspace: Workspace, run: ImportRun) -> QuerySet[Creator]:
    """The creators that this import made: they carry its time as their own."""
    found: QuerySet[Creator] = Creator.objects.of(workspace).filter(created_at=run.created_at)
    return found
