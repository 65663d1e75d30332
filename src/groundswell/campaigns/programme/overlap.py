"""Who follows whom: by their ids where all are known, else people made up so that audiences overlap by chance alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner import Audience
from groundswell.campaigns.planner.audience import Floats

FEWEST = 20  # made-up people per audience: fewer would make its size too coarse
MOST = 200_000


@dataclass(frozen=True)
class Followed:
    """One candidate's audience: `ids` where the whole list is known, else only how many they are."""

    platform: str
    followers: int
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Overlap:
    """`scale` by candidate corrects the rate for what made-up people cannot count exactly; `market` by platform is how
    many people the made-up ones stand for."""

    audience: Audience
    scale: Floats
    market: dict[str, int]


def overlap_of(candidates: Sequence[Followed], market: int | None = None) -> Overlap:
    """Known ids of one platform are the same people. An audience known by number only is drawn from the platform's market
    at random, the same every time: whoever follows one creator follows another no more often than anybody else does."""
    owners: list[int] = []
    people: list[int] = []
    weight: list[float] = []
    scale = np.ones(len(candidates))
    known: dict[tuple[str, str], int] = {}
    for at, one in enumerate(candidates):
        for person in one.ids:
            owners.append(at)
            people.append(known.setdefault((one.platform, person), len(known)))
    weight.extend([1.0] * len(known))
    markets: dict[str, int] = {}
    for platform in sorted({one.platform for one in candidates if not one.ids and one.followers > 0}):
        among = _by_number(candidates, platform)
        size = markets[platform] = max(market or assumed_market(among), *among.values(), 1)
        count = min(MOST, max(FEWEST, FEWEST * size // min(among.values())), size)
        chance, first = np.random.default_rng(len(platform) * 7919 + size), len(weight)
        for at, followers in among.items():
            drawn = min(count, max(1, round(followers * count / size)))
            owners.extend([at] * drawn)
            people.extend((first + chance.choice(count, drawn, replace=False)).tolist())
            scale[at] = followers / (drawn * size / count)
        weight.extend([size / count] * count)
    return Overlap(Audience.of(owners, people, len(candidates), weight), scale, markets)


def _by_number(candidates: Sequence[Followed], platform: str) -> dict[int, int]:
    """By place, the followers of the platform's candidates of whom only the number is known."""
    return {
        at: one.followers
        for at, one in enumerate(candidates)
        if one.platform == platform and not one.ids and one.followers > 0
    }


def assumed_market(followers: Mapping[int, int]) -> int:
    """As many people as all audiences together, and at least twice the largest."""
    return max(sum(followers.values()), 2 * max(followers.values()))
