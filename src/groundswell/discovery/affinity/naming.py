"""What to call a group of accounts: the terms that its members use more than others do."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from groundswell.discovery.affinity.statistics import signed_g2

Terms = Collection[str]
COMMON = 0.2  # the share of the members whose terms are known that must use one
TWICE = 2
Z = 2.0  # how far beyond the others' use


def telling_terms(members: Sequence[Terms], others: Sequence[Terms], most: int = 3) -> list[str]:
    """The most over-represented first, by the signed log-likelihood ratio; each element holds the terms of one account,
    accounts without any left out by the caller. Terms are used by two members at least and by a fifth of them."""
    ours, theirs = (Counter(term for terms in group for term in set(terms)) for group in (members, others))
    terms = sorted(term for term, n in ours.items() if n >= max(TWICE, COMMON * len(members)))
    if not terms:
        return []
    k = np.array([ours[term] for term in terms], dtype=np.int64)
    base = np.array([theirs[term] for term in terms], dtype=np.int64)
    g2 = signed_g2(k, len(members), base, len(others)) if others else k.astype(np.float64) + Z**2
    order = np.lexsort((-k, -g2))
    return [terms[at] for at in order if g2[at] >= Z**2][:most]
