"""A migrated database kept for the next test run, because migrating takes longer than most tests.

Only SQLite's, in .pytest_cache; its name holds a digest of all migrations and of the locked packages, so an outdated
one is never met. PostgreSQL migrates every time.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection

ROOT = Path(__file__).parents[4]
KEPT = ROOT / ".pytest_cache" / "migrated"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Asked by pytest-django just before it makes the test database."""
    if connection.vendor != "sqlite":
        yield
        return
    with _remembering(KEPT / f"{_digest()}.sqlite3"):
        yield


def copy_migrated(to: Path) -> None:
    """Puts the kept database there, for a server that a test starts; nothing where none is kept: it migrates itself."""
    kept = KEPT / f"{_digest()}.sqlite3"
    if kept.exists():
        to.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(kept, to)


@contextmanager
def _remembering(kept: Path) -> Iterator[None]:
    creation: Any = connection.creation
    make, migrate = creation._create_test_db, creation.create_test_db

    def filled(*args: Any, **kwargs: Any) -> str:
        name: str = make(*args, **kwargs)
        if kept.exists():
            # Held open: a database in memory is gone with its last connection.
            creation.first = sqlite3.connect(name, uri=True)
            with closing(sqlite3.connect(kept)) as source:
                source.backup(creation.first)
        return name

    def migrated(*args: Any, **kwargs: Any) -> str:
        name: str = migrate(*args, **kwargs)
        if not kept.exists():
            _keep(kept)
        return name

    with patch.object(creation, "_create_test_db", filled), patch.object(creation, "create_test_db", migrated):
        yield


def _keep(kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for outdated in kept.parent.glob("*.sqlite3"):
        outdated.unlink(missing_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(unfinished)) as target:
        connection.connection.backup(target)
    unfinished.replace(kept)


def _digest() -> str:
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted((ROOT / "src").glob("groundswell/**/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:32]
