"""Several sources on one audience: which counts, and where they disagree. Nothing is averaged."""

from collections.abc import Iterable, Mapping

from groundswell.creators.audience.facts import ORIGINS
from groundswell.creators.audience.sets import AudienceSet, Disagreement, Reconciled, Share

# Without an interval nobody knows how far a figure may be off; below these differences nobody would act on it.
WITH_INTERVAL, WITHOUT_INTERVAL = 0.05, 0.10
# Our estimate tells these only of those who say so, which contradicts nobody who knows all.
PARTIAL = frozenset({"age", "interest"})


def reconcile(sets: Mapping[str, Iterable[AudienceSet]]) -> list[Reconciled]:
    """Per dimension, first-party beats vendor beats estimate; among equals the newest. Of each source only the newest."""
    return [_reconciled(dimension, ranked(of)) for dimension, of in sets.items()]


def ranked(sets: Iterable[AudienceSet]) -> list[AudienceSet]:
    """The best set first, each source once with its newest."""
    newest: dict[tuple[str, str, bool], AudienceSet] = {}
    for one in sorted(sets, key=lambda one: one.observed_at):
        newest[one.origin, one.source, one.own] = one
    by_time = sorted(newest.values(), key=lambda one: one.observed_at, reverse=True)
    return sorted(by_time, key=lambda one: ORIGINS.index(one.origin))


def _reconciled(dimension: str, best: list[AudienceSet]) -> Reconciled:
    chosen, *others = best
    whole = [other for other in others if not (dimension in PARTIAL and "estimate" in (chosen.origin, other.origin))]
    found = tuple(clash for other in whole for clash in disagreements(chosen, other))
    return Reconciled(dimension, chosen, tuple(others), found)


def disagreements(chosen: AudienceSet, other: AudienceSet) -> list[Disagreement]:
    """Values that both name, where the intervals (or points) lie apart and the difference is worth a thought."""
    theirs = {share.value: share for share in other.shares}
    return [
        Disagreement(mine.value, mine.share, their.share, other.source)
        for mine in chosen.shares
        if (their := theirs.get(mine.value)) is not None and _apart(mine, their)
    ]


def _apart(one: Share, other: Share) -> bool:
    if one.low is None and other.low is None:
        return abs(one.share - other.share) > WITHOUT_INTERVAL
    return abs(one.share - other.share) > WITH_INTERVAL and (_high(one) < _low(other) or _high(other) < _low(one))


def _low(share: Share) -> float:
    return share.share if share.low is None else share.low


def _high(share: Share) -> float:
    return share.share if share.high is None else share.high
