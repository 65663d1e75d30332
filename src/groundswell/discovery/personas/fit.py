"""How well one creator reaches one persona's buyers, from 0 to 100, with every part of the sum. Pure.

Of audience and buyers the overlap of two distributions is taken, Σ min(buyers' share, audience's share), 0 to 1
(histogram intersection; Swain and Ballard, 1991). What is unknown counts half and widens the range from none of its weight
to all of it, so that nobody is sorted last for being unknown, and nobody first.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundswell.discovery.language.words import words
from groundswell.discovery.personas.definition import Definition

METHOD = "fit-1"
WEIGHTS = {
    "audience_country": 20,
    "audience_city": 5,
    "audience_language": 10,
    "audience_gender": 15,
    "audience_age": 15,
    "interests": 20,
    "brands": 10,
    "language": 5,
}
LABELS = {
    "audience_country": "Audience lives where buyers live",
    "audience_city": "Audience in the buyers’ cities",
    "audience_language": "Audience speaks the buyers’ languages",
    "audience_gender": "Audience by gender",
    "audience_age": "Audience by age",
    "interests": "Talks about what buyers care about",
    "brands": "Mentions brands that buyers use",
    "language": "Writes in the buyers’ language",
}
AUDIENCE = (
    ("audience_country", "countries", "country"),
    ("audience_city", "cities", "city"),
    ("audience_language", "languages", "language"),
    ("audience_gender", "genders", "gender"),
    ("audience_age", "ages", "age"),
)
ENOUGH_TERMS = 3


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a creator: `audience` as {dimension: {value: share}}, `texts` by where they stand.

    `posts_read` is False where no post was read: what was not read may say anything.
    """

    audience: Mapping[str, Mapping[str, float]]
    language: str
    topics: Sequence[str]
    hashtags: Sequence[str]
    mentions: Sequence[str]
    bio: str
    posts: Sequence[str]
    posts_read: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sum: its value lies between `low` and `high`, 0 to 1; unknown is 0 to 1. `weight` as in WEIGHTS."""

    name: str
    weight: int
    low: float
    high: float
    known: bool
    evidence: str

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def value(self) -> float | None:
        """The middle of its range; None where nothing is known."""
        return (self.low + self.high) / 2 if self.known else None


@dataclass(frozen=True, slots=True)
class Fit:
    """`score` 0 to 100, between `low` and `high`; None where no part is known. `known` is the share of the weights known."""

    score: int | None
    low: int
    high: int
    known: float
    parts: tuple[Part, ...]


def fit(persona: Definition, sight: Sight) -> Fit:
    """The fit, with only the parts that the persona asks for; their weights are taken of their own sum."""
    parts = tuple(_parts(persona, sight))
    total = sum(part.weight for part in parts)
    known = sum(part.weight for part in parts if part.known)
    if not known:
        return Fit(None, 0, 100, 0.0, parts)
    low = 100 * sum(part.weight * part.low for part in parts) / total
    high = 100 * sum(part.weight * part.high for part in parts) / total
    middle = math.floor((low + high) / 2 + 0.5)
    return Fit(middle, math.floor(low + 1e-9), math.ceil(high - 1e-9), known / total, parts)


def _parts(persona: Definition, sight: Sight) -> Iterator[Part]:
    for name, buyers, dimension in AUDIENCE:
        if wanted := persona.shares(buyers):
            yield _overlap(name, wanted, sight.audience.get(dimension, {}))
    if terms := [*dict.fromkeys((*persona.interests, *persona.words))]:
        yield _terms(terms, sight)
    if persona.brands:
        yield _brands(persona.brands, sight)
    if persona.languages:
        yield _language(persona.languages, sight.language)


def _part(name: str, low: float, high: float, evidence: str) -> Part:
    return Part(name, WEIGHTS[name], low, min(1.0, max(low, high)), True, evidence)


def _unknown(name: str, why: str) -> Part:
    return Part(name, WEIGHTS[name], 0.0, 1.0, False, why)


def _overlap(name: str, buyers: Mapping[str, float], audience: Mapping[str, float]) -> Part:
    """What the audience's list leaves open may belong to the values it does not name."""
    if not audience:
        return _unknown(name, "no audience figures")
    # Buyers are compared among those whom the persona places somewhere.
    told = sum(buyers.values())
    shares = {value.casefold(): share for value, share in audience.items()}
    wanted = {value.casefold(): share / told for value, share in buyers.items()}
    low = sum(min(share, shares.get(value, 0.0)) for value, share in wanted.items())
    unlisted = sum(share for value, share in wanted.items() if value not in shares)
    high = low + min(unlisted, max(0.0, 1 - sum(shares.values())))
    listed = sorted(buyers, key=lambda value: -buyers[value])[:3]
    said = ", ".join(
        f"{value} {_percent(shares.get(value.casefold()))} of {_percent(buyers[value])}" for value in listed
    )
    return _part(name, low, high, said)


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.0%}"


def _terms(terms: Sequence[str], sight: Sight) -> Part:
    """Three of the terms, or all where there are fewer, are all one can ask."""
    if not (sight.bio or sight.topics or sight.posts_read):
        return _unknown("interests", "no text was read")
    places = list(_places(sight))
    found = {term: where for term in terms if (where := _where(term, places))}
    low = min(1.0, len(found) / min(ENOUGH_TERMS, len(terms)))
    said = ", ".join(f"“{term}” ({where})" for term, where in list(found.items())[:4])
    return _part("interests", low, low if sight.posts_read else 1.0, said or _none(terms, sight))


def _brands(brands: Sequence[str], sight: Sight) -> Part:
    places = list(_places(sight))
    named = {name.casefold(): "mentions" for name in sight.mentions}
    found = {
        brand: where for brand in brands if (where := named.get(brand.lstrip("@").casefold()) or _where(brand, places))
    }
    if found:
        return _part("brands", 1.0, 1.0, ", ".join(f"“{brand}” ({where})" for brand, where in list(found.items())[:4]))
    if not sight.posts_read:
        return _unknown("brands", "no post was read")
    return _part("brands", 0.0, 0.0, "none of them in the posts read")


def _language(languages: Mapping[str, float], spoken: str) -> Part:
    if not spoken:
        return _unknown("language", "language unknown")
    speaks = 1.0 if spoken in languages else 0.0
    return _part("language", speaks, speaks, f"writes in {spoken}")


def _places(sight: Sight) -> Iterator[tuple[str, Callable[[tuple[str, ...]], bool]]]:
    tags = {tag.casefold() for tag in sight.hashtags}
    topics = {words(topic) for topic in sight.topics}
    bio, posts = words(sight.bio), [words(post) for post in sight.posts]
    yield "topic", lambda term: term in topics
    yield "hashtag", lambda term: "".join(term) in tags
    yield "bio", lambda term: _holds(bio, term)
    yield "a post", lambda term: any(_holds(post, term) for post in posts)


def _where(term: str, places: Sequence[tuple[str, Callable[[tuple[str, ...]], bool]]]) -> str:
    said = words(term)
    return next((where for where, holds in places if said and holds(said)), "")


def _holds(text: tuple[str, ...], term: tuple[str, ...]) -> bool:
    return any(text[at : at + len(term)] == term for at in range(len(text) - len(term) + 1))


def _none(terms: Sequence[str], sight: Sight) -> str:
    return f"none of {len(terms)} in what was read" + ("" if sight.posts_read else "; no post was read")
