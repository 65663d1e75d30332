"""Joins two rankings into one."""

from collections.abc import Sequence

STEADINESS = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke & Büttcher, 2009): how little the very first places weigh."""


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """The members of all rankings with their fused scores, best first; of equals the smaller id."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, member in enumerate(ranking, start=1):
            scores[member] = scores.get(member, 0.0) + 1 / (STEADINESS + place)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
