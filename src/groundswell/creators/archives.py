"""Everything of a workspace in one zip, and such a zip unpacked for `import`."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from groundswell.accounts.models import Workspace
from groundswell.creators import exports
from groundswell.creators.errors import FileRefused
from groundswell.creators.imports.files import check_archive
from groundswell.kit.tables import stream_table

MOST_FILES = 100
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".jsonl")


def write_archive(workspace: Workspace, file: Path) -> int:
    """Writes every export as CSV; those `import` takes back lie at the top, the others in `other/`. Answers how many."""
    known = exports.known()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for export in known:
            name = f"{export.name}.csv" if export.in_archive else f"other/{export.name}.csv"
            with archive.open(name, "w") as entry:
                for piece in stream_table(export.rows(workspace), export.columns, "csv"):
                    entry.write(piece)
    return len(known)


@contextmanager
def unpacked(path: Path, limit: int) -> Iterator[list[Path]]:
    """The tables at the top of a zip, in a folder that goes afterwards; `limit` in bytes for all of them together.

    `FileRefused` for a bomb, a damaged archive, too many files or none. Names inside decide nothing but the file's name.
    """
    check_archive(path, limit)
    with tempfile.TemporaryDirectory(prefix="groundswell-") as folder, zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if _is_table(member.filename)]
        if not members or len(members) > MOST_FILES:
            found = "no tables" if not members else f"more than {MOST_FILES} files"
            raise FileRefused(f"{path.name} holds {found} to import.", where=path.name, code="file_archive")
        files = []
        for member in members:
            target = Path(folder) / PurePosixPath(member.filename).name
            target.write_bytes(archive.read(member))
            files.append(target)
        yield files


def _is_table(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        len(path.parts) == 1 and not name.startswith(("/", ".")) and "\\" not in name and path.suffix.lower() in TABLES
    )
