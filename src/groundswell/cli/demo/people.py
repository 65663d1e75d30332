"""Six hundred invented creators: the same every time."""

import math
import random
import unicodedata
from dataclasses import dataclass

from groundswell.cli.demo.niches import FIRST_NAMES, LAST_NAMES, NICHES, PLACES, PLATFORMS, Niche

COUNT = 600


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    country: str
    city: str
    language: str
    niche: Niche
    platform: str
    handle: str
    followers: int
    engagement_rate: float
    bio: str
    verified: bool


def people(chance: random.Random) -> list[Person]:
    """All of them, with handles and addresses that no one real can have (reserved .example names)."""
    taken: set[str] = set()
    return [person(chance, taken) for _ in range(COUNT)]


def person(chance: random.Random, taken: set[str]) -> Person:
    niche = chance.choice(NICHES)
    country, language, cities, _ = chance.choices(PLACES, weights=[place[3] for place in PLACES])[0]
    city = chance.choice(cities)
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    platform = chance.choices([name for name, _ in PLATFORMS], weights=[share for _, share in PLATFORMS])[0]
    handle = free_handle(chance, first, niche, platform, taken)
    followers = round(min(900_000, max(650, math.exp(chance.gauss(9.3, 1.15)))))
    return Person(
        name=f"{first} {last}",
        email=f"{handle.removesuffix('.example')}@creators.example" if chance.random() < 0.8 else "",
        country=country,
        city=city,
        language=language,
        niche=niche,
        platform=platform,
        handle=handle,
        followers=followers,
        engagement_rate=usual_engagement(chance, followers),
        bio=chance.choice(niche.bios).format(place=city),
        verified=followers > 200_000 and chance.random() < 0.6,
    )


def free_handle(chance: random.Random, first: str, niche: Niche, platform: str, taken: set[str]) -> str:
    """A handle marked as the demo's; on Bluesky and blogs it is a host name under the reserved .example."""
    plain = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode().lower()
    stem = f"{plain}.{chance.choice(niche.words)}"
    while stem in taken:
        stem = f"{plain}.{chance.choice(niche.words)}{chance.randrange(2, 999)}"
    taken.add(stem)
    return f"{stem}.demo.example" if platform in ("bluesky", "blog") else f"{stem}.demo"


def usual_engagement(chance: random.Random, followers: int) -> float:
    """Falls with size, as it does: about 6 % at 1,000 followers and 2 % at 500,000, widely spread."""
    centre = 0.06 * math.pow(followers / 1000, -0.18)
    return round(min(0.25, centre * math.exp(chance.gauss(0, 0.35))), 5)
