"""A backup brought back, with what it replaces kept beside it."""

import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from groundswell.cli.upkeep.backup import FOLDER, FORMAT, JOURNALS, MANIFEST, POSTGRES, SQLITE, run_postgres
from groundswell.cli.upkeep.folder import IN_USE, PREPARING, to_myself
from groundswell.cli.upkeep.prepare import migrate
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict

STAYS = frozenset({IN_USE, PREPARING, "backups"})


class Restored(NamedTuple):
    """What came back: how many files, of when, and where the former content lies (empty when there was none)."""

    files: int
    made_at: str
    kept: str


def restore_backup(file: Path, *, force: bool) -> Restored:
    """Checks the whole backup first, then puts it in place and brings the database to this version.

    `BadInput` for a file that is no whole backup of this or an older version; `Conflict` while Groundswell runs on the
    folder, or when it holds data and `force` is not given.
    """
    manifest = read_manifest(file)
    home: Path = settings.HOME
    with to_myself(home):
        if holds_data() and not force:
            raise Conflict(
                "There is data already.", where=str(home), cure="Add --force; what is there is then kept beside it."
            )
        with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as scratch:
            fresh = Path(scratch)
            count = _extract(file, fresh)
            connections.close_all()
            kept = _set_aside(home, leave=fresh)
            _put_in_place(fresh, home, manifest["database"])
        migrate()
    return Restored(count, manifest["made_at"], kept)


def read_manifest(file: Path) -> dict[str, Any]:
    """What the backup says of itself, after every check that needs no unpacking."""
    if not file.is_file():
        raise BadInput("There is no such file.", where=str(file))
    try:
        with zipfile.ZipFile(file) as archive:
            broken = archive.testzip()
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            names = archive.namelist()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise BadInput("This is no backup of Groundswell, or it is cut off.", where=str(file)) from error
    if broken or any(".." in PurePosixPath(name).parts or name.startswith("/") for name in names):
        raise BadInput("This backup is damaged.", where=f"{file}: {broken or 'file names'}")
    unknown = set(manifest.get("migrations", ())) - _known_migrations()
    if manifest.get("format") != FORMAT or unknown:
        raise BadInput(
            "This backup is of a newer version.",
            where=str(file),
            cure=f"Install Groundswell {manifest.get('version')} or newer.",
        )
    expected = POSTGRES if connection.vendor == "postgresql" else SQLITE
    if manifest["database"] != expected:
        raise BadInput(
            "This backup is of another kind of database.",
            where=manifest["database"],
            cure="Set DATABASE_URL for PostgreSQL, or leave it out for SQLite, as where the backup was made.",
        )
    return manifest


def holds_data() -> bool:
    """Whether something would be replaced that people could miss."""
    if connection.vendor == "postgresql":
        return bool(connection.introspection.table_names())
    home: Path = settings.HOME
    return Path(settings.DATABASES["default"]["NAME"]).exists() or any(
        any((home / name).glob("*")) for name in ("media", *JOURNALS)
    )


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}


def _extract(file: Path, fresh: Path) -> int:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name != MANIFEST]
        for name in names:
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with archive.open(name) as source, os.fdopen(descriptor, "wb") as sink:
                shutil.copyfileobj(source, sink)
    return len(names)


def _set_aside(home: Path, *, leave: Path) -> str:
    """Moves the folder's content into backups/; "" when there was nothing worth keeping."""
    content = [path for path in home.iterdir() if path.name not in STAYS and path != leave]
    if not any(path.name not in ("secret_key", "static", "index", "follows") for path in content):
        for path in content:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return ""
    kept = home / "backups" / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
    kept.mkdir(parents=True, mode=0o700)
    for path in content:
        path.rename(kept / path.name)
    return str(kept)


def _put_in_place(fresh: Path, home: Path, database: str) -> None:
    inside = fresh / FOLDER
    for path in inside.iterdir() if inside.is_dir() else ():
        path.rename(home / path.name)
    if database == SQLITE:
        (fresh / SQLITE).rename(settings.DATABASES["default"]["NAME"])
    else:
        run_postgres(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={settings.DATABASES['default']['NAME']}",
            str(fresh / POSTGRES),
        )
