"""The vectors of one generation of the index: two files that only grow, read through the page cache.

A row is never changed: an account that is read anew gets a new row, and its document names it. Rows that no document
names are left behind by the next rebuild. The vectors are written before the keys, the keys before the documents, so
that a crash leaves nothing but rows that nobody names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from groundswell.discovery.meaning.model import DIMENSIONS, Vectors

SCALE = 400.0  # a vector of length 1 rarely has a part beyond 0.3
KEY = np.dtype([("account", "<i8"), ("digest", "<i8")])

Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]


@dataclass(slots=True)
class Store:
    """`folder` is that of the generation."""

    folder: Path
    _seen: Codes | None = field(default=None, init=False)

    def size(self) -> int:
        """How many whole rows there are."""
        return min(_bytes(self._keys) // KEY.itemsize, _bytes(self._vectors) // DIMENSIONS)

    def append(self, keys: Sequence[tuple[int, int]], codes: Codes) -> Rows:
        """Adds a row for each (account id, digest) and answers their places. Only the index's one writer may."""
        start = self.size()
        _write_at(self._vectors, start * DIMENSIONS, codes.tobytes())
        _write_at(self._keys, start * KEY.itemsize, np.array(keys, dtype=KEY).tobytes())
        return np.arange(start, start + len(keys), dtype=np.int64)

    def codes(self, rows: Rows) -> Codes:
        """The stored vectors of these rows."""
        if self._seen is None or (len(rows) and int(rows.max()) >= len(self._seen)):
            self._seen = np.memmap(self._vectors, dtype=np.int8, mode="r", shape=(self.size(), DIMENSIONS))
        return np.asarray(self._seen[rows], dtype=np.int8)

    def keys(self) -> npt.NDArray[np.void]:
        """`account` and `digest` of every row."""
        return np.fromfile(self._keys, dtype=KEY, count=self.size()) if self.size() else np.empty(0, dtype=KEY)

    @property
    def _keys(self) -> Path:
        return self.folder / "meaning.keys"

    @property
    def _vectors(self) -> Path:
        return self.folder / "meaning.i8"


def encode(vectors: Vectors) -> Codes:
    """A byte for each part."""
    return np.asarray(np.clip(np.rint(vectors * SCALE), -127, 127), dtype=np.int8)


def decode(codes: Codes) -> Vectors:
    """Vectors of length 1 again."""
    vectors = codes.astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def likeness(codes: Codes, vector: Vectors) -> Vectors:
    """The cosine of each stored vector with one of length 1."""
    # Not by BLAS: its threads wait for each other longer than so few rows take.
    vectors = codes.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(np.einsum("ij,j->i", vectors, vector) / np.maximum(lengths, 1e-9), dtype=np.float32)


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _write_at(path: Path, position: int, content: bytes) -> None:
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.seek(position)
        file.truncate()
        file.write(content)
