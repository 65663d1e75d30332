"""Where the index lies: one folder per generation under HOME/index, and a small file that names the one in use.

A new generation is built beside the old one, which serves until the file is replaced.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from groundswell.discovery.index.schema import VERSION
from groundswell.kit.ids import new_click_id


@dataclass(frozen=True, slots=True)
class Current:
    """The generation in use."""

    path: Path
    schema: int


def root() -> Path:
    return Path(settings.HOME) / "index"


def current() -> Current | None:
    """The generation in use; None when there is none that can be read."""
    path = root() / "current.json"
    try:
        seen = path.stat()
    except OSError:
        return None
    return _named(path, seen.st_mtime_ns, seen.st_ino)


@lru_cache(maxsize=8)
def _named(path: Path, mtime_ns: int, inode: int) -> Current | None:
    # The file is replaced, never rewritten: the same inode and time are the same content.
    try:
        named = json.loads(path.read_text())
        return Current(path.parent / Path(named["folder"]).name, int(named["schema"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def new_folder() -> Path:
    """An unused path for the next generation; not made yet."""
    return root() / f"generation-{new_click_id()}"


def switch(folder: Path) -> None:
    """Puts a finished generation in use and removes all others."""
    draft = root() / f"current-{new_click_id()}.json"
    draft.write_text(json.dumps({"folder": folder.name, "schema": VERSION}))
    draft.replace(root() / "current.json")
    for other in root().glob("generation-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def building(*, wait: bool) -> Iterator[bool]:
    """Only one process builds at a time; yields False at once when another does and `wait` is false."""
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (root() / "building.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def size(folder: Path) -> int:
    """Bytes on disk."""
    return sum(entry.stat().st_size for entry in os.scandir(folder) if entry.is_file())
