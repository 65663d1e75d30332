"""The part of an audience that is of the target, with how far it may be off. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from groundswell.campaigns.programme.target import Target
from groundswell.creators.audience.sets import AudienceSet


@dataclass(frozen=True)
class Part:
    """A share of an audience, 0 to 1, with its interval; `assumed` names the dimensions that nobody told of this audience,
    where the mean of the other candidates stands in, with their whole range as interval."""

    share: float = 1.0
    low: float = 1.0
    high: float = 1.0
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """By account its part. `unused` are dimensions of the target that no candidate's audience tells: they do not count."""

    of: Mapping[int, Part]
    unused: tuple[str, ...]


def parts_of(target: Target, accounts: Sequence[int], audiences: Mapping[int, Mapping[str, AudienceSet]]) -> Parts:
    """Dimensions are taken as independent, so that shares, and ends of intervals, multiply."""
    found = {pk: Part() for pk in accounts}
    unused = []
    for dimension, values in sorted(target.wanted.items()):
        told = {pk: audiences[pk][dimension] for pk in accounts if dimension in audiences.get(pk, {})}
        known = {pk: part_in(one, values) for pk, one in told.items()}
        if not known:
            unused.append(dimension)
            continue
        guess = _stand_in(known.values(), dimension)
        found = {pk: _both(part, known.get(pk, guess)) for pk, part in found.items()}
    return Parts(found, tuple(unused))


def part_in(audience: AudienceSet, values: Iterable[str]) -> Part:
    """The share with one of the values. A value that is not listed may still have as much as the listed ones leave, and no
    more than the smallest of them; without an interval the share alone is known."""
    listed = {one.value.casefold(): one for one in audience.shares}
    values = {value.casefold() for value in values}
    there = [listed[value] for value in values if value in listed]
    share = sum(one.share for one in there)
    low = sum(one.share if one.low is None else one.low for one in there)
    high = sum(one.share if one.high is None else one.high for one in there)
    missing = sum(1 for value in values if value not in listed)
    rest = max(0.0, 1.0 - sum(one.share for one in audience.shares))
    high += min(rest, missing * min((one.share for one in audience.shares), default=1.0))
    return Part(min(share, 1.0), min(low, 1.0), min(max(high, share), 1.0))


def _stand_in(known: Iterable[Part], dimension: str) -> Part:
    rows = list(known)
    mean = sum(one.share for one in rows) / len(rows)
    return Part(mean, min(one.low for one in rows), max(one.high for one in rows), (dimension,))


def _both(one: Part, other: Part) -> Part:
    return Part(one.share * other.share, one.low * other.low, one.high * other.high, one.assumed + other.assumed)
