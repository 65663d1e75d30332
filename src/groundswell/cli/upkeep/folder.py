"""Locks on the data folder: who serves from it, and who may replace it. The kernel lets go of them with the process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from groundswell.kit.errors import Conflict

IN_USE = ".in-use"
PREPARING = ".preparing"


@contextmanager
def in_use(home: Path) -> Iterator[None]:
    """Held by everything that serves; any number at the same time."""
    with _locked(home / IN_USE, fcntl.LOCK_SH):
        yield


@contextmanager
def to_myself(home: Path) -> Iterator[None]:
    """Held by what replaces the folder's content; `Conflict` while anything serves from it."""
    try:
        with _locked(home / IN_USE, fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield
    except BlockingIOError as error:
        raise Conflict("Groundswell is running on this data folder.", where=str(home), cure="Stop it first.") from error


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Held while migrating and collecting, so that two starts at once do it one after the other."""
    with _locked(home / PREPARING, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(path: Path, operation: int) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, operation)
        yield
    finally:
        os.close(descriptor)
