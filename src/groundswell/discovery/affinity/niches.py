"""Accounts that go together because the same people follow them: groups of a graph of co-follows, by Leiden (Traag 2019)."""

import numpy as np
from graspologic_native import leiden_csr
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from groundswell.discovery.affinity.statistics import signed_g2

Ints = NDArray[np.int64]
TOGETHER = 2  # people who follow both, fewer of whom tie nothing
Z = 3.0  # how far beyond chance: with 1,000 accounts some 700 of 500,000 pairs are tied for nothing
SHRINK = 5  # a tie of c people counts for c / (c + 5) of its cosine
FEWEST = 5  # accounts, fewer of which are no niche
SEED, TRIALS, RESOLUTION = 7, 4, 1.0


def ties_of(who: Ints, whom: Ints, people: int, accounts: int) -> csr_matrix:
    """How alike the followers of each two accounts are: the cosine, shrunken where few follow both, and nothing where so
    many would by chance; each pair of `who` and `whom` stands once. Symmetric, nothing on the diagonal."""
    follows = csr_matrix((np.ones(len(who)), (who, whom)), shape=(people, accounts))
    both = (follows.T @ follows).tocoo()
    size = np.bincount(whom, minlength=accounts)
    tied = (both.row != both.col) & (both.data >= TOGETHER)
    row, col, count = both.row[tied], both.col[tied], both.data[tied].astype(np.int64)
    beyond = signed_g2(count, size[row], size[col] - count, people - size[row]) >= Z**2
    row, col, count = row[beyond], col[beyond], count[beyond]
    weight = count / np.sqrt(size[row] * size[col]) * count / (count + SHRINK)
    return csr_matrix((weight, (row, col)), shape=(accounts, accounts))


def groups_of(ties: csr_matrix, fewest: int = FEWEST) -> list[Ints]:
    """The groups of at least `fewest` accounts, the largest first, each by number. The same ties give the same groups."""
    ties.sort_indices()
    if not ties.nnz:
        return []
    _, found = leiden_csr(
        ties.indptr.astype(np.int64), ties.indices.astype(np.int32), ties.data.astype(np.float64), ties.shape[0],
        resolution=RESOLUTION, seed=SEED, trials=TRIALS,
    )  # fmt: skip
    group = np.array([found.get(at, -1) for at in range(ties.shape[0])], dtype=np.int64)
    kinds, sizes = np.unique(group[group >= 0], return_counts=True)
    large = sorted(
        (np.flatnonzero(group == kind) for kind, size in zip(kinds, sizes, strict=True) if size >= fewest),
        key=lambda members: (-len(members), int(members[0])),
    )
    return [members for members in large if ties[members][:, members].nnz]
