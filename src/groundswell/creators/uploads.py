"""Files on their way in: kept in the data folder from the upload until the import is over, with its progress beside."""

import csv
import json
import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from groundswell.accounts.models import User, Workspace
from groundswell.creators.imports.files import check_size
from groundswell.creators.imports.tables import Broken, read_table
from groundswell.creators.models import ImportRun
from groundswell.kit.tables import neutral

FOLDER = "uploads"


class Progress(NamedTuple):
    done: int
    total: int


def keep_upload(*, workspace: Workspace, name: str, chunks: Iterable[bytes], user: User | None = None) -> ImportRun:
    """Writes the file under a name nobody can guess and answers the import that waits for its start.

    `FileRefused` as soon as it is larger than the limit; nothing of it is kept then.
    """
    safe = re.sub(r"[^\w.() -]", "_", Path(name).name.strip())[-120:].lstrip(".") or "file"
    folder = Path(settings.HOME) / FOLDER / secrets.token_urlsafe(16)
    folder.mkdir(parents=True, mode=0o700)
    try:
        with (folder / safe).open("wb") as file:
            size = 0
            for chunk in chunks:
                size += len(chunk)
                check_size(safe, max(size, 1), settings.UPLOAD_LIMIT)
                file.write(chunk)
        check_size(safe, size, settings.UPLOAD_LIMIT)
    except BaseException:
        shutil.rmtree(folder)
        raise
    path = f"{FOLDER}/{folder.name}/{safe}"
    run: ImportRun = ImportRun.objects.create(workspace=workspace, user=user, file_name=safe, path=path)
    return run


def path_of(run: ImportRun) -> Path:
    """Where the file lies; it may be gone after the run."""
    return Path(settings.HOME) / run.path


def tell_progress(run: ImportRun, done: int, total: int) -> None:
    """For the page that waits: the import's own transaction hides its rows until it is over."""
    target = path_of(run).parent / "progress.json"
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps([done, total]))
    fresh.replace(target)


def progress_of(run: ImportRun) -> Progress:
    """How far it is; nothing done yet when nothing was told."""
    try:
        done, total = json.loads((path_of(run).parent / "progress.json").read_text())
    except (OSError, ValueError):
        return Progress(0, 0)
    return Progress(done, total)


def keep_rejected(run: ImportRun) -> None:
    """Writes the refused rows as they were, with number and reason, so that they can be mended and imported again."""
    if not run.rejected or not run.path:
        return
    reasons = {refused["row"]: refused["reason"] for refused in run.rejected}
    table = read_table(path_of(run), settings.UPLOAD_LIMIT)
    with rejected_path(run).open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Row", "Reason", *table.header])
        for number, cells in table.rows():
            if number in reasons:
                row = [] if isinstance(cells, Broken) else [neutral(cell) for cell in cells]
                out.writerow([number, neutral(reasons[number]), *row])


def rejected_path(run: ImportRun) -> Path:
    return path_of(run).parent / "rejected.csv"


def discard_upload(run: ImportRun, *, keep_refused: bool = True) -> None:
    """Removes the file, and the whole folder unless its refused rows are wanted."""
    if not run.path:
        return
    if keep_refused and rejected_path(run).exists():
        for name in (path_of(run), path_of(run).parent / "progress.json"):
            name.unlink(missing_ok=True)
    else:
        shutil.rmtree(path_of(run).parent, ignore_errors=True)
