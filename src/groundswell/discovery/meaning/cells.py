"""Divides all meanings into cells, so that a search looks into the nearest ones instead of everywhere.

An inverted multi-index (Babenko & Lempitsky, 2012): each half of a vector has the same number of centres, found by
k-means; a cell is a pair of centres. A cell is a term in the index like any other, so that the filters of a query hold
inside it.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from groundswell.discovery.meaning.model import DIMENSIONS, Vectors

HALF = DIMENSIONS // 2
PER_CELL = 50
MOST_CENTRES = 256
SAMPLE = 40_000
ROUNDS = 8
FILE = "meaning.cells.npy"

Centres = npt.NDArray[np.float32]
"""2 × centres × HALF."""


def trivial() -> Centres:
    """One cell that holds everything."""
    return np.zeros((2, 1, HALF), dtype=np.float32)


def train(vectors: Vectors, total: int) -> Centres:
    """Centres for `total` accounts, from a sample of their vectors; the same every time."""
    count = int(min(MOST_CENTRES, max(1.0, (total / PER_CELL) ** 0.5), max(1, len(vectors) // 8)))
    if count == 1:
        return trivial()
    return np.stack([_means(vectors[:, :HALF], count), _means(vectors[:, HALF:], count)])


def assign(centres: Centres, vectors: Vectors) -> list[str]:
    """The cell of each vector."""
    first, second = (_nearest(half, part) for half, part in zip(centres, _halves(vectors), strict=True))
    return [f"{a}.{b}" for a, b in zip(first, second, strict=True)]


def nearest_first(centres: Centres, vector: Vectors, most: int) -> list[tuple[str, float]]:
    """The cells nearest to a vector with how near they are (more is nearer), at most that many."""
    near = [
        half @ part - (half**2).sum(1) / 2 for half, part in zip(centres, (vector[:HALF], vector[HALF:]), strict=True)
    ]
    scores = near[0].reshape(-1, 1) + near[1].reshape(1, -1)
    flat = scores.ravel()
    best = np.argpartition(-flat, min(most, flat.size) - 1)[:most]
    best = best[np.argsort(-flat[best], kind="stable")]
    return [(f"{n // scores.shape[1]}.{n % scores.shape[1]}", float(flat[n])) for n in best]


def save(centres: Centres, folder: Path) -> None:
    """Beside the index that uses them."""
    np.save(folder / FILE, centres)


def load(folder: Path) -> Centres:
    """Those of that generation; `OSError` or `ValueError` when they are missing or damaged."""
    return np.asarray(np.load(folder / FILE), dtype=np.float32)


def _halves(vectors: Vectors) -> tuple[Vectors, Vectors]:
    return vectors[:, :HALF], vectors[:, HALF:]


def _nearest(centres: Vectors, vectors: Vectors) -> npt.NDArray[np.int64]:
    return np.asarray(np.argmax(vectors @ centres.T - (centres**2).sum(1) / 2, axis=1))


def _means(vectors: Vectors, count: int) -> Vectors:
    chance = np.random.default_rng(7)
    centres = vectors[chance.choice(len(vectors), count, replace=False)].copy()
    for _ in range(ROUNDS):
        place = _nearest(centres, vectors)
        sizes = np.bincount(place, minlength=count)
        sums = np.zeros_like(centres)
        np.add.at(sums, place, vectors)
        filled = sizes > 0
        centres[filled] = sums[filled] / sizes[filled, None]
        centres[~filled] = vectors[chance.choice(len(vectors), int((~filled).sum()))]
    return centres
