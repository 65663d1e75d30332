"""From a query to the tree that engines understand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import tree
from groundswell.discovery.language.query import UNKNOWN, Clause, Influencer, SearchQuery
from groundswell.discovery.language.words import SHORTEST_PREFIX, phrases

MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Setting:
    """What a query means depends on: whose facts, which tier bounds (see `tiers`), what time it is, whom to leave out."""

    workspace_id: int
    now: datetime
    tiers: Mapping[str, tuple[int, int | None]]
    excluded: tuple[int, ...] = field(default=())


def translate(query: SearchQuery, setting: Setting) -> tree.Node:
    """The whole query as one tree; `BadQuery` for text that holds no words."""
    parts = list(_clause(query, setting, ""))
    if setting.excluded:
        parts.append(tree.Not(tree.Numbers("account", setting.excluded)))
    return _all(parts)


def _all(parts: list[tree.Node]) -> tree.Node:
    if not parts:
        return tree.Everything()
    return parts[0] if len(parts) == 1 else tree.AllOf(tuple(parts))


def _clause(clause: Clause, setting: Setting, place: str) -> Iterator[tree.Node]:
    if clause.text:
        yield from _text(clause.text, tree.TEXT_FIELDS, f"{place}text")
    if clause.influencer:
        yield from _influencer(clause.influencer, setting, f"{place}influencer.")
    if clause.any:
        inner = [_all(list(_clause(part, setting, f"{place}any.{n}."))) for n, part in enumerate(clause.any)]
        yield tree.AnyOf(tuple(inner))
    for n, part in enumerate(clause.not_):
        yield tree.Not(_all(list(_clause(part, setting, f"{place}not.{n}."))))


def _text(text: str, fields: tuple[str, ...], place: str) -> Iterator[tree.Node]:
    found = phrases(text)
    if not found:
        raise BadQuery("There is no word to search for.", where=place)
    if sum(map(len, found)) > MOST_WORDS:
        raise BadQuery(f"Search for at most {MOST_WORDS} words at once.", where=place)
    for chunk in found:
        begins = len(chunk) == 1 and len(chunk[0]) >= SHORTEST_PREFIX
        yield tree.Says(fields, chunk, prefix=begins)


def _influencer(asked: Influencer, setting: Setting, place: str) -> Iterator[tree.Node]:
    for name, terms in _terms(asked).items():
        if terms:
            yield tree.OneOf(name, tuple(dict.fromkeys(terms)))
    if asked.followers:
        yield from _range("followers", asked.followers.min, asked.followers.max)
    if asked.engagement_rate:
        yield from _range("engagement", asked.engagement_rate.min, asked.engagement_rate.max)
    if asked.tiers:
        yield tree.AnyOf(tuple(_tier(name, setting) for name in dict.fromkeys(asked.tiers)))
    if asked.bio:
        yield from _text(asked.bio, ("bio",), f"{place}bio")
    if asked.posted_within_days is not None:
        since = setting.now - timedelta(days=asked.posted_within_days)
        yield tree.Between("last_posted", low=int(since.timestamp()))
    if asked.verified is not None:
        yield tree.Is("verified", asked.verified)
    if asked.gender:
        yield tree.OneOf("fact", (fact("gender", setting.workspace_id, asked.gender),))
    if asked.has_contact is not None:
        contact = tree.OneOf("fact", (fact("contact"), fact("contact", setting.workspace_id)))
        yield contact if asked.has_contact else tree.Not(contact)


def fact(kind: str, workspace_id: int | None = None, value: str = "") -> str:
    """The term for something known of an account: by everybody, or by one workspace only."""
    return f"{kind}:{'' if workspace_id is None else workspace_id}:{value.lower()}"


def _terms(asked: Influencer) -> dict[str, list[str]]:
    return {
        "platform": asked.platforms,
        "country": asked.countries,
        "city": [city.casefold() for city in asked.cities],
        "language": asked.languages,
        "topic": asked.topics,
        "hashtag": [tag.lstrip("#") for tag in asked.hashtags],
        "mention": [name.lstrip("@") for name in asked.mentions],
    }


def _range(name: str, low: float | None, high: float | None) -> Iterator[tree.Node]:
    if low is not None or high is not None:
        yield tree.Between(name, low, high)


def _tier(name: str, setting: Setting) -> tree.Node:
    if name == UNKNOWN:
        return tree.Not(tree.Between("followers"))
    low, above = setting.tiers[name]
    return tree.Between("followers", low, None if above is None else above - 1)
