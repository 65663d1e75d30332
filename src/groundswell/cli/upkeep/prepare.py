"""Before serving: the database of this version, and the static files compressed under names that never change."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from groundswell.cli.upkeep.folder import one_at_a_time

# Any number will do, as long as it stays the same: it names the lock in PostgreSQL.
ADVISORY_LOCK = 7_262_011
STAMP = ".stamp"


def prepare() -> None:
    """Migrates and collects static files where needed; quick when there is nothing to do."""
    with one_at_a_time(settings.HOME):
        migrate()
        collect_static()


def prepare_database() -> None:
    """Migrates where needed, for commands on a new data folder."""
    with one_at_a_time(settings.HOME):
        migrate()


def migrate() -> None:
    """Brings the database to this version, all or nothing per migration; hosts that start together take turns."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if connection.vendor != "postgresql":
        _migrate()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            _migrate()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        call_command("createcachetable", verbosity=0)


def collect_static() -> bool:
    """Copies, names and compresses the static files; False when they are as they were."""
    stamp, wanted = settings.STATIC_ROOT / STAMP, static_fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)
    return True


def static_fingerprint() -> str:
    """Changes with any static file of ours, and with the way they are stored."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name}:{file.st_size}:{file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
