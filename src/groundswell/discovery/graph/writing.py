"""Adding lists to the follow graph; only one process writes at a time."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from groundswell.discovery.graph.names import Digests, Numbers, Ordered, digests
from groundswell.discovery.graph.place import EDGE, LIST, NAME, Head, path_of, read_head, write_head

Lists = NDArray[np.void]
FRESH = 200_000  # names kept apart before they are put in order with the others


@contextmanager
def writing(where: Path, *, wait: bool = True) -> Iterator["Writer | None"]:
    """The writer; None at once where another process writes and `wait` is false. What was not committed is lost."""
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (where / "writing.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        with ExitStack() as stack:
            yield Writer(where, read_head(where), stack)


class Writer:
    """Appends behind the mark; `commit` moves it."""

    def __init__(self, where: Path, head: Head, stack: ExitStack) -> None:
        self.where, self.series, self.gone = where, head.series, head.gone
        self._files: dict[str, BinaryIO] = {}
        self._rows: dict[str, int] = {}
        for array, (rows, kind) in head.sizes().items():
            file = stack.enter_context(path_of(where, array, head.series).open("a+b"))
            file.truncate(rows * kind.itemsize)
            self._files[array], self._rows[array] = file, rows
        self._order()

    def number(self, names: Sequence[str]) -> Numbers:
        """The number of each name; unknown ones get the next, in order."""
        places: dict[str, int] = {}
        back = np.fromiter((places.setdefault(name, len(places)) for name in names), dtype=np.int64, count=len(names))
        once = list(places)
        given = digests(once)
        found = self._known.find(given)
        for at in np.flatnonzero(found < 0).tolist():
            found[at] = self._fresh.get(int(given[at]), -1)
        new = np.flatnonzero(found < 0)
        found[new] = np.arange(self._rows["names"], self._rows["names"] + len(new))
        self._fresh |= dict(zip(given[new].tolist(), found[new].tolist(), strict=True))
        self._name(given[new], [once[at] for at in new])
        if len(self._fresh) > FRESH:
            self._order()
        return found[back]

    def add(self, lists: Lists, followed: NDArray[Any]) -> None:
        """Rows of LIST with their `length`s; `followed` holds the numbers of whom they name, list after list."""
        placed = lists.astype(LIST)
        placed["start"] = self._rows["edges"] + np.cumsum(lists["length"], dtype=np.int64) - lists["length"]
        self._append("edges", followed.astype(EDGE))
        self._append("lists", placed)

    def restate(self, lists: Lists) -> None:
        """New rows for lists that are held: the same edges said of an account that moved, or none."""
        self._append("lists", lists.astype(LIST))

    def take_out(self, names: Sequence[str]) -> None:
        """Nothing tells any more who these are; lists that name them keep a number without a name."""
        known = self._known.find(digests(names))
        for at in known[known >= 0].tolist():
            held = np.fromfile(self._path("names"), dtype=NAME, count=1, offset=at * NAME.itemsize)
            self._overwrite("text", int(held["start"][0]), np.zeros(held["length"][0], dtype=np.uint8))
            self._overwrite("names", at, np.zeros(1, dtype=NAME))
            self.gone += 1
        self._order()

    def commit(self) -> None:
        """What was added counts from now on, whatever happens."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        write_head(self.where, Head(self.series, gone=self.gone, **self._rows))

    def _name(self, given: Digests, names: Sequence[str]) -> None:
        texts = [name.encode() for name in names]
        rows = np.zeros(len(names), dtype=NAME)
        rows["digest"], rows["length"] = given, [len(text) for text in texts]
        rows["start"] = self._rows["text"] + np.cumsum(rows["length"], dtype=np.int64) - rows["length"]
        self._append("text", np.frombuffer(b"".join(texts), dtype=np.uint8))
        self._append("names", rows)

    def _append(self, array: str, rows: NDArray[Any]) -> None:
        self._files[array].write(rows.tobytes())
        self._rows[array] += len(rows)

    def _overwrite(self, array: str, at: int, rows: NDArray[Any]) -> None:
        with self._path(array).open("r+b") as file:
            file.seek(at * rows.itemsize)
            file.write(rows.tobytes())
            os.fsync(file.fileno())

    def _path(self, array: str) -> Path:
        return path_of(self.where, array, self.series)

    def _order(self) -> None:
        for file in self._files.values():
            file.flush()
        held = np.fromfile(self._path("names"), dtype=NAME, count=self._rows["names"])
        self._known, self._fresh = Ordered.of(held["digest"].copy()), dict[int, int]()
