"""A sample of followers as counts: what is kept of people is how many, never who."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from groundswell.creators.audience.ages import band_of, stated_age
from groundswell.creators.audience.follower import Follower
from groundswell.creators.audience.gender import BINS
from groundswell.creators.audience.interests import interests_of
from groundswell.creators.audience.languages import language_of
from groundswell.creators.audience.names import name_bin
from groundswell.creators.audience.places import place_in_bio, place_of
from groundswell.creators.audience.tables import Place


@dataclass(slots=True)
class Tally:
    """Counts over a sample. `written`: profiles with a bio or posts, where interests could have been named."""

    sample: int = 0
    names: list[int] = field(default_factory=lambda: [0] * BINS)
    countries: Counter[str] = field(default_factory=Counter)
    cities: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    ages: Counter[str] = field(default_factory=Counter)
    interests: Counter[str] = field(default_factory=Counter)
    written: int = 0

    def add(self, follower: Follower, year: int) -> None:
        """Counts one more. `year` is the present one, for stated years of birth."""
        self.sample += 1
        told = name_bin(follower.name)
        if told is not None:
            self.names[told] += 1
        place = _place(follower)
        if place is not None:
            self.countries[place.country] += 1
            if place.city:
                self.cities[f"{place.city}|{place.country}"] += 1
        language = language_of(follower.language, follower.text, follower.bio)
        if language is not None:
            self.languages[language] += 1
        age = stated_age(follower.bio, year)
        if age is not None:
            self.ages[band_of(age)] += 1
        if follower.bio.strip() or follower.text.strip():
            self.written += 1
            self.interests.update(interests_of(follower.bio, follower.text))

    def as_dict(self) -> dict[str, Any]:
        """For a database between two pages of a long sample."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, counts: Mapping[str, Any]) -> "Tally":
        """What `as_dict` gave."""
        tally = cls(sample=counts["sample"], names=list(counts["names"]), written=counts["written"])
        for name in ("countries", "cities", "languages", "ages", "interests"):
            getattr(tally, name).update(counts[name])
        return tally


def _place(follower: Follower) -> Place | None:
    if follower.location.strip():
        return place_of(follower.location)
    return Place(follower.country) if follower.country else place_in_bio(follower.bio)
