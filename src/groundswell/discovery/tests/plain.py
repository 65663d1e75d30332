"""The search language once more, as a plain filter over rows: what every engine must agree with."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from groundswell.discovery.topics import found_topics

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
    account_type: str
    age: int | None
    followers_before: dict[int, int]
    """How many days before the newest count → how many there were."""
    paid_label: bool | None
    """That of every post."""
    audiences: dict[str, dict[str, dict[str, float]]]
    """Whose figures → dimension → value → share."""
    id: int = field(default=0)


def matching(rows: Iterable[Row], query: Query, now: datetime) -> list[Row]:
    """The rows that the workspace "own" may see and that match."""
    return [row for row in rows if row.owner != "other" and _clause(row, query, now)]


def facets(rows: list[Row], now: datetime) -> dict[str, dict[str, int]]:
    """Counts of every facet over these rows."""
    each: dict[str, Callable[[Row], Iterable[str]]] = {
        "platform": lambda row: [row.platform],
        "country": lambda row: [row.country or "unknown"],
        "language": lambda row: [row.language or "unknown"],
        "topic": lambda row: _topics(row) or ["unknown"],
        "tier": lambda row: [_tier(row)],
        "city": lambda row: [row.city.lower() or "unknown"],
        "account_type": lambda row: [row.account_type or "unknown"],
        "verified": lambda row: ["unknown" if row.verified is None else str(row.verified).lower()],
        "gender": lambda row: set(_genders(row)) or ["unknown"],
        "contact": lambda row: ["yes" if _contact(row) else "no"],
        "age": lambda row: [_bucket(row.age, (18, 25, 35, 45, 55))],
        "engagement_rate": lambda row: [_bucket(row.engagement_rate, (0.01, 0.02, 0.05, 0.1))],
        "growth": lambda row: [_bucket(_growth(row, 30), (0, 0.02, 0.05, 0.1))],
        "sponsored_share": lambda row: [_bucket(_sponsored(row), (0.1, 0.2, 0.5))],
        "posted": lambda row: [_posted_bucket(row)],
        "audience": lambda row: [name for name in _audience_of(row) if name != "unknown"] or ["unknown"],
    }
    return {name: dict(Counter(value for row in rows for value in values(row))) for name, values in each.items()}


def _clause(row: Row, query: Query, now: datetime) -> bool:
    return (
        _text(row, query.get("text", ""))
        and _influencer(row, query.get("influencer", {}), now)
        and _audience(row, query.get("audience", {}))
        and (not query.get("any") or any(_clause(row, part, now) for part in query["any"]))
        and not any(_clause(row, part, now) for part in query.get("not", []))
    )


def _text(row: Row, text: str) -> bool:
    # The test's words are plain ASCII without punctuation; a tag or mention is a word behind a sign.
    said = {word.lstrip("#@") for words in (row.bio, *row.captions) for word in words if "@mail" not in word}
    said |= _topics(row) | set(row.name.lower().split())
    begins = (*row.name.lower().split(), row.handle)
    return all(word in said or any(begin.startswith(word) for begin in begins) for word in text.split())


def _topics(row: Row) -> set[str]:
    found = found_topics(" ".join(row.bio), [" ".join(caption) for caption in row.captions])
    return set(row.topics) or {one.topic for one in found}


def _influencer(row: Row, asked: dict[str, Any], now: datetime) -> bool:
    return all(_CHECKS[name](row, value, now) for name, value in asked.items())


def _within(value: float | None, span: dict[str, Any]) -> bool:
    if "min" not in span and "max" not in span:
        return value is None or not span.get("unknown")
    if value is None:
        return bool(span.get("unknown"))
    return bool(span.get("min", value) <= value <= span.get("max", value))


def _bucket(value: float | None, cuts: tuple[float, ...]) -> str:
    if value is None:
        return "unknown"
    if value < cuts[0]:
        return f"under {cuts[0]}"
    below = max(cut for cut in cuts if cut <= value)
    return f"{below} and more" if below == cuts[-1] else f"{below} to {min(cut for cut in cuts if cut > value)}"


def _posted_bucket(row: Row) -> str:
    if row.posted_days_ago is None:
        return "unknown"
    fits = [days for days in (7, 30, 90, 365) if row.posted_days_ago <= days]
    return f"within {fits[0]} days" if fits else "over 365 days ago"


def _genders(row: Row) -> list[str]:
    return [gender for whose, gender, _ in row.people if whose == "own" and gender]


def _growth(row: Row, days: int) -> float | None:
    # YouTube lets nobody work anything out of what it tells publicly.
    if row.platform == "youtube" and row.owner == "public":
        return None
    fits = [before for before in row.followers_before if days <= before <= 2 * days]
    if row.followers is None or not fits or row.followers_before[min(fits)] == 0:
        return None
    before = min(fits)
    return float((row.followers / row.followers_before[before]) ** (days / before) - 1)


def _paid(row: Row, words: list[str]) -> bool:
    return bool(row.paid_label) or "#ad" in words


def _sponsored(row: Row) -> float | None:
    paid = [_paid(row, words) for words in row.captions]
    return sum(paid) / len(paid) if len(paid) >= 5 else None


def _audience_of(row: Row) -> dict[str, dict[str, float]]:
    return {**row.audiences.get("public", {}), **row.audiences.get("own", {})}


def _audience(row: Row, asked: dict[str, Any]) -> bool:
    return all(_reaches(row, name, wanted, bool(asked.get("unknown"))) for name, wanted in asked.items())


def _reaches(row: Row, name: str, wanted: Any, unknown: bool) -> bool:
    if name == "unknown" or not wanted:
        return True
    if name == "real_share":
        real = _audience_of(row).get("quality", {}).get("real")
        bounded = "min" in wanted or "max" in wanted
        return _within(real, {**wanted, "unknown": wanted.get("unknown") or (bounded and unknown)})
    dimension = {"countries": "country", "cities": "city"}.get(name, name.removesuffix("s"))
    known = _audience_of(row).get(dimension)
    if known is None:
        return unknown
    return all(value in known and known[value] >= least for value, least in wanted.items())


def _tier(row: Row) -> str:
    if row.followers is None:
        return "unknown"
    return next(tier for tier, (low, high) in BOUNDS.items() if low <= row.followers <= high)


def _written(row: Row, sign: str) -> set[str]:
    return {word.lstrip(sign) for words in (row.bio, *row.captions) for word in words if word.startswith(sign)}


def _mentions_freely(row: Row, name: str) -> bool:
    return any(name in [word.lstrip("#@") for word in words] for words in row.captions if not _paid(row, words))


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
    "cities": lambda row, value, _: not value or (row.city.lower() or "unknown") in [city.lower() for city in value],
    "languages": lambda row, value, _: not value or (row.language or "unknown") in value,
    "topics": lambda row, value, _: not value or bool(set(value) & (_topics(row) or {"unknown"})),
    "hashtags": lambda row, value, _: not value or bool({v.lstrip("#") for v in value} & _written(row, "#")),
    "mentions": lambda row, value, _: not value or bool({v.lstrip("@") for v in value} & _written(row, "@")),
    "bio": lambda row, value, _: not value or value in {word.lstrip("#@") for word in row.bio},
    "verified": lambda row, value, _: row.verified is (None if value == "unknown" else value),
    "gender": lambda row, value, _: value in (_genders(row) or ["unknown"]),
    "age": lambda row, value, _: _within(row.age, value),
    "account_types": lambda row, value, _: not value or (row.account_type or "unknown") in value,
    "growth": lambda row, value, _: _within(_growth(row, value["days"]), value),
    "sponsored_share": lambda row, value, _: _within(_sponsored(row), value),
    "naturally_mentions": lambda row, value, _: not value or any(_mentions_freely(row, name) for name in value),
    "has_contact": lambda row, value, _: _contact(row) is value,
    "posted_within_days": _posted,
}
