"""One file that holds everything that cannot be made again."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from groundswell.kit import clock
from groundswell.kit.errors import BadInput, GroundswellError

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE, POSTGRES = "database.sqlite3", "database.pgdump"
FOLDER = "home/"
# Made again from the rest, or other backups.
LEFT_OUT = frozenset({"index", "follows", "static", "backups", "cache"})
JOURNALS = ("clicks", "sightings")


def write_backup(file: Path) -> int:
    """Writes the backup and returns how many files it holds; the target appears only when it is whole.

    The journals are copied before and after the database: clicks loaded in between then stand in the one, clicks
    not yet loaded in the other, and none in neither. Loading a click twice changes nothing.
    """
    if not file.parent.is_dir():
        raise BadInput(f"There is no folder {file.parent}.", where=str(file), cure="Make it first.")
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with tempfile.TemporaryDirectory(dir=file.parent) as scratch, os.fdopen(descriptor, "w+b") as raw:
            journals = _copy_journals(Path(scratch, "early"))
            name, database = _dump_database(Path(scratch))
            journals |= _copy_journals(Path(scratch, "late"))
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                archive.writestr(MANIFEST, json.dumps(_manifest(name)))
                archive.write(database, name)
                for journal, path in journals.items():
                    archive.write(path, f"{FOLDER}{journal}")
                for path in files_to_keep(settings.HOME):
                    archive.write(path, FOLDER + path.relative_to(settings.HOME).as_posix())
                count = len(archive.namelist()) - 1
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return count


def files_to_keep(home: Path) -> Iterator[Path]:
    """Everything in the data folder but the database, the journals, what is derived, and hidden files."""
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home)
        derived = (
            inside.parts[0] in LEFT_OUT
            or inside.parts[0] in JOURNALS
            or inside.parts[0].startswith("groundswell.sqlite3")
        )
        if (
            path.is_file()
            and not path.is_symlink()
            and not derived
            and not any(part.startswith(".") for part in inside.parts)
        ):
            yield path


def _manifest(database: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": version("groundswell"),
        "made_at": clock.now().isoformat(timespec="seconds"),
        "database": database,
        "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
    }


def _copy_journals(folder: Path) -> dict[str, Path]:
    """Name in the data folder → copy of each journal; not the keys beside them, which are meant to be forgotten."""
    folder.mkdir()
    copies: dict[str, Path] = {}
    for journal in (path for name in JOURNALS for path in (settings.HOME / name).glob("*.clicks")):
        try:
            copies[f"{journal.parent.name}/{journal.name}"] = Path(shutil.copy(journal, folder))
        except FileNotFoundError:
            # Loaded whole and cleared away a moment ago.
            continue
    return copies


def _dump_database(folder: Path) -> tuple[str, Path]:
    if connection.vendor == "postgresql":
        target = folder / POSTGRES
        run_postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
        return POSTGRES, target
    target = folder / SQLITE
    source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    copy = sqlite3.connect(target)
    try:
        # All pages in one step: one moment of the database, while others go on writing.
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    return SQLITE, target


def run_postgres(program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's own programs against the configured database; says what to do when it cannot."""
    if shutil.which(program) is None:
        raise GroundswellError(
            f"{program} is not installed.", code="no_postgres_client", cure="Install PostgreSQL's client programs."
        )
    place = settings.DATABASES["default"]
    # libpq reads these; a password among the arguments could be read by everybody on the machine.
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    known = {variable: str(place[name]) for variable, name in names.items() if place.get(name)}
    command = [program, *arguments]
    done = subprocess.run(command, env={**os.environ, **known}, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    if done.returncode:
        raise GroundswellError(f"{program} failed: {done.stderr.strip()[-500:]}", code="postgres_failed", where=program)
