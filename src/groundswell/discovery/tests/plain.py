"""The search language once more, as a plain filter over rows: what every engine must agree with."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Query = dict[str, Any]
BOUNDS = {"nano": (0, 999), "micro": (1_000, 99_999), "macro": (100_000, 499_999), "mega": (500_000, 10**18)}


@dataclass
class Row:
    """An account as the test made it; `owner` is own, other or public; people are (whose, gender, e-mail)."""

    owner: str
    platform: str
    handle: str
    name: str
    bio: list[str]
    captions: list[list[str]]
    country: str
    city: str
    language: str
    topics: list[str]
    followers: int | None
    engagement_rate: float | None
    verified: bool | None
    posted_days_ago: int | None
    people: list[tuple[str, str, str]]
    id: int = field(default=0)


def matching(rows: Iterable[Row], query: Query, now: datetime) -> list[Row]:
    """The rows that the workspace "own" may see and that match."""
    return [row for row in rows if row.owner != "other" and _clause(row, query, now)]


def facets(rows: list[Row]) -> dict[str, dict[str, int]]:
    """Counts of every facet over these rows."""
    each: dict[str, Callable[[Row], Iterable[str]]] = {
        "platform": lambda row: [row.platform],
        "country": lambda row: [row.country or "unknown"],
        "language": lambda row: [row.language or "unknown"],
        "topic": lambda row: set(row.topics) or ["unknown"],
        "tier": lambda row: [_tier(row)],
    }
    return {name: dict(Counter(value for row in rows for value in values(row))) for name, values in each.items()}


def _clause(row: Row, query: Query, now: datetime) -> bool:
    return (
        _text(row, query.get("text", ""))
        and _influencer(row, query.get("influencer", {}), now)
        and (not query.get("any") or any(_clause(row, part, now) for part in query["any"]))
        and not any(_clause(row, part, now) for part in query.get("not", []))
    )


def _text(row: Row, text: str) -> bool:
    # The test's words are plain ASCII without punctuation; a tag or mention is a word behind a sign.
    said = {word.lstrip("#@") for words in (row.bio, *row.captions) for word in words if "@mail" not in word}
    said |= set(row.topics) | set(row.name.lower().split())
    begins = (*row.name.lower().split(), row.handle)
    return all(word in said or any(begin.startswith(word) for begin in begins) for word in text.split())


def _influencer(row: Row, asked: dict[str, Any], now: datetime) -> bool:
    return all(_CHECKS[name](row, value, now) for name, value in asked.items())


def _within(value: float | None, span: dict[str, float]) -> bool:
    if not span:
        return True
    return value is not None and span.get("min", value) <= value <= span.get("max", value)


def _tier(row: Row) -> str:
    if row.followers is None:
        return "unknown"
    return next(tier for tier, (low, high) in BOUNDS.items() if low <= row.followers <= high)


def _written(row: Row, sign: str) -> set[str]:
    return {word.lstrip(sign) for words in (row.bio, *row.captions) for word in words if word.startswith(sign)}


def _contact(row: Row) -> bool:
    return "me@mail.example" in row.bio or any(whose == "own" and email for whose, _, email in row.people)


def _posted(row: Row, days: int, now: datetime) -> bool:
    return row.posted_days_ago is not None and timedelta(days=row.posted_days_ago) <= timedelta(days=days)


_CHECKS: dict[str, Callable[[Row, Any, datetime], bool]] = {
    "platforms": lambda row, value, _: not value or row.platform in value,
    "followers": lambda row, value, _: _within(row.followers, value),
    "engagement_rate": lambda row, value, _: _within(row.engagement_rate, value),
    "tiers": lambda row, value, _: not value or _tier(row) in value,
    "countries": lambda row, value, _: not value or (row.country or "unknown") in value,
    "cities": lambda row, value, _: not value or row.city.lower() in [city.lower() for city in value],
    "languages": lambda row, value, _: not value or (row.language or "unknown") in value,
    "topics": lambda row, value, _: not value or bool(set(value) & set(row.topics)),
    "hashtags": lambda row, value, _: not value or bool({v.lstrip("#") for v in value} & _written(row, "#")),
    "mentions": lambda row, value, _: not value or bool({v.lstrip("@") for v in value} & _written(row, "@")),
    "bio": lambda row, value, _: not value or value in {word.lstrip("#@") for word in row.bio},
    "verified": lambda row, value, _: row.verified is value,
    "gender": lambda row, value, _: any(whose == "own" and gender == value for whose, gender, _ in row.people),
    "has_contact": lambda row, value, _: _contact(row) is value,
    "posted_within_days": _posted,
}
