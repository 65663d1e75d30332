"""From a sample of followers to shares with intervals, and what cannot be told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.audience.gender import estimate_women
from groundswell.creators.audience.intervals import wilson
from groundswell.creators.audience.tally import Tally

METHOD = "audience-1"
DIMENSIONS = ("country", "city", "gender", "age", "language", "interest")
NO_AGE = "Not estimable: nobody states an age, and names or pictures do not tell it."
# How a dimension is to be read that is not told of everybody alike.
NOTES = {
    "age": "Only those who state an age themselves; they are no fair picture of the others.",
    "interest": "Only what people name in their bio or posts: the shares are lower bounds, and one may name several.",
}


@dataclass(frozen=True, slots=True)
class AudienceEstimate:
    """Shares among those that can be told, per dimension the largest first; coverage is the part of the sample that
    could be told."""

    sample: int
    figures: tuple[AudienceFacts, ...]
    coverage: Mapping[str, float]
    notes: Mapping[str, str] = field(default_factory=dict)

    def of(self, dimension: str) -> list[AudienceFacts]:
        """One dimension's shares."""
        return [figure for figure in self.figures if figure.dimension == dimension]

    def as_dict(self) -> dict[str, Any]:
        """The answer promised to scripts."""
        return {
            "sample": self.sample,
            "dimensions": {
                name: [{"value": f.value, "share": f.share, "low": f.low, "high": f.high} for f in self.of(name)]
                for name in DIMENSIONS
            },
            "coverage": dict(self.coverage),
            "notes": dict(self.notes),
            "method": METHOD,
        }


def estimate_audience(tally: Tally, population: int | None = None) -> AudienceEstimate:
    """What the sample tells of all followers. `population`: how many there are, where known; a sample that is a large
    part of them gives narrower intervals. The same counts give the same answer."""
    told = {
        "country": tally.countries, "city": _city_labels(tally.cities), "language": tally.languages, "age": tally.ages,
    }  # fmt: skip
    figures = [
        figure
        for name, counts in told.items()
        for figure in _shares(name, counts, counts.total(), tally.sample, population)
    ]
    figures += _shares("interest", tally.interests, tally.written, tally.sample, population)
    figures += _genders(tally)
    coverage = {name: _part(counts.total(), tally.sample) for name, counts in told.items()}
    coverage |= {"gender": _part(sum(tally.names), tally.sample), "interest": _part(tally.written, tally.sample)}
    notes = {"age": NOTES["age"] if tally.ages else NO_AGE}
    if tally.interests:
        notes["interest"] = NOTES["interest"]
    return AudienceEstimate(tally.sample, tuple(figures), {name: coverage[name] for name in DIMENSIONS}, notes)


def _shares(
    dimension: str, counts: Counter[str], told: int, sample: int, population: int | None
) -> list[AudienceFacts]:
    """The counted values as shares of the `told`; those that the population holds untold stay out of it in proportion."""
    reachable = round(population * told / sample) if population is not None and sample else None
    found = []
    for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        low, high = wilson(count, told, reachable)
        found.append(AudienceFacts(dimension, value, count / told, low, high, told, _part(told, sample)))
    return found


def _genders(tally: Tally) -> list[AudienceFacts]:
    women = estimate_women(tally.names)
    if women is None:
        return []
    told, coverage = sum(tally.names), _part(sum(tally.names), tally.sample)
    both = [
        AudienceFacts("gender", "female", women.share, women.low, women.high, told, coverage),
        AudienceFacts("gender", "male", 1 - women.share, 1 - women.high, 1 - women.low, told, coverage),
    ]
    return sorted(both, key=lambda figure: -figure.share)


def _city_labels(cities: Counter[str]) -> Counter[str]:
    """The bare name where the sample knows only one city of that name, else with its country."""
    namesakes = Counter(key.rpartition("|")[0] for key in cities)
    labels: Counter[str] = Counter()
    for key, count in cities.items():
        name, _, country = key.rpartition("|")
        labels[name if namesakes[name] == 1 else f"{name}, {country}"] += count
    return labels


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0
