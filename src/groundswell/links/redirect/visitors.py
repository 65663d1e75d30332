"""Telling visitors apart for a day without knowing who they are.

A visitor is a keyed hash of address and user agent. The key lives one UTC day and is then destroyed, so afterwards
nobody can find out which address a hash stood for. All processes of a host share the day's key.
"""

import os
import secrets
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from groundswell.links.rules.day_led import visitor_of
from groundswell.links.rules.moments import DAY

PREFIX = ".visitor-key-"


class VisitorKey:
    """The key of the current day, made or read when the day turns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._day = -1
        self._key = b""

    def visitor(self, milliseconds: int, address: bytes, user_agent: bytes) -> str:
        """32 hexadecimal digits; equal for equal address and user agent on the same UTC day only."""
        if milliseconds // DAY != self._day:
            self._turn(milliseconds // DAY)
        digest = blake2b(b"%b\0%b" % (address, user_agent), key=self._key, digest_size=16).hexdigest()
        return visitor_of(milliseconds, digest)

    def _turn(self, day: int) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = name_of(day * DAY)
        path = self.folder / name
        if not path.exists():
            self._offer(path)
        self._key, self._day = path.read_bytes(), day
        destroy_keys_before(self.folder, name)

    def _offer(self, path: Path) -> None:
        """Puts a whole new key in place unless another process was first: a half-written key is never seen."""
        draft = path.with_name(f".draft-{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(descriptor, secrets.token_bytes(32))
        os.close(descriptor)
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()


def name_of(milliseconds: int) -> str:
    return f"{PREFIX}{datetime.fromtimestamp(milliseconds / 1000, UTC):%Y-%m-%d}"


def destroy_keys_before(folder: Path, name: str) -> int:
    """Overwrites and removes the keys of earlier days than `name`'s; how many there were."""
    old = [path for path in folder.glob(f"{PREFIX}*") if path.name < name]
    for path in old:
        with path.open("r+b") as file:
            file.write(bytes(32))
            file.flush()
            os.fsync(file.fileno())
        path.unlink(missing_ok=True)
    return len(old)
