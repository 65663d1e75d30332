"""The click journal: one append-only file per process, one write per click.

A process holds a lock on its journal while it lives; the kernel lets go of it even after `kill -9`. So whoever can
take the lock knows that nobody will write to that file any more.
"""

import fcntl
import os
import secrets
import threading
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)
SUFFIX = ".clicks"
ROTATE_AT = 64 * 1024 * 1024


class Journal:
    """Where this process writes its clicks; the file is made with the first one."""

    def __init__(self, folder: Path, rotate_at: int = ROTATE_AT) -> None:
        self.folder = folder
        self.rotate_at = rotate_at
        self._descriptor = -1
        self._written = 0
        self._torn = False
        self._opening = threading.Lock()

    def append(self, line: bytes) -> bool:
        """Writes the line before it returns; False when the disk refused, which must not stop the visitor."""
        try:
            if self._descriptor < 0 or self._written >= self.rotate_at:
                self._open()
            if self._torn:
                line = b"\n" + line
            done = os.write(self._descriptor, line)
        except OSError:
            log.exception("clicks.journal_failed")
            return False
        self._written += done
        self._torn = done != len(line)
        return not self._torn

    def _open(self) -> None:
        with self._opening:
            if self._descriptor >= 0 and self._written < self.rotate_at:
                return
            self.folder.mkdir(parents=True, exist_ok=True)
            name = f"{os.getpid()}-{secrets.token_hex(8)}"
            draft = self.folder / f"{name}.draft"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
            # Locked before it gets the name that the loader looks for: a fresh journal never looks abandoned.
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            draft.rename(self.folder / f"{name}{SUFFIX}")
            old, self._descriptor, self._written, self._torn = self._descriptor, descriptor, 0, False
            if old >= 0:
                os.close(old)

    def close(self) -> None:
        """Lets go of the file, so that the loader may clear it away."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def journals(folder: Path) -> list[Path]:
    """All journals, oldest first by name."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def remove_if_abandoned(path: Path, loaded: int) -> bool:
    """Removes a journal whose process is gone and whose whole lines, `loaded` bytes, are all in the database.

    A torn line at the end goes with it: its visitor was never answered.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        if b"\n" in os.pread(descriptor, os.fstat(descriptor).st_size, loaded):
            return False
        path.unlink(missing_ok=True)
        return True
    finally:
        os.close(descriptor)
