"""Files for the importers, made here in the shape of real exports."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.runs import run_import
from groundswell.creators.models import ImportRun

PutFile = Callable[..., Path]
ImportFile = Callable[..., ImportRun]


@pytest.fixture
def put(tmp_path: Path) -> PutFile:
    """`put("a.csv", text_or_bytes)`: a file of that content."""

    def write(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def bring(workspace: Workspace, put: PutFile) -> ImportFile:
    """`bring("a.csv", text)`: imports a file of that content into `workspace`."""

    def run(name: str, content: str | bytes, **options: Any) -> ImportRun:
        return run_import(workspace=workspace, path=put(name, content), **options)

    return run


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    """created, updated, unchanged, rejected."""
    return run.created, run.updated, run.unchanged, len(run.rejected)
