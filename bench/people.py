"""Believable accounts in any number, the same every time: skewed sizes, subjects with words of their own, audiences, and
what is unknown.

Followers are log-normal (median 3,000, a long tail of millions) and fewer engage with larger ones; networks, countries
and subjects are as uneven as in life; a bio mixes its subject's words with everybody's, by Zipf's law. 5 to 40 % of each
figure is unknown. Audiences and meanings are not rows (200 million figures would measure the database, not the search):
`audiences` and `codes` make them from the id, and the index reads those in place of the tables.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

NOW = datetime(2026, 11, 25, tzinfo=UTC)
PLATFORMS = ("instagram", "tiktok", "youtube", "x", "bluesky", "twitch")
PLATFORM_SHARES = (0.46, 0.27, 0.13, 0.08, 0.03, 0.03)
COUNTRIES = (
    "US", "IN", "BR", "ID", "MX", "GB", "JP", "DE", "FR", "TR", "ES", "IT", "PH", "CA", "AR", "NL", "AU", "PL", "SE", "PT",
    "CH", "AT", "BE", "DK", "NO", "FI", "IE", "CZ", "GR", "NZ",
)  # fmt: skip
LANGUAGES = {
    "US": "en",
    "IN": "hi",
    "BR": "pt",
    "ID": "id",
    "MX": "es",
    "GB": "en",
    "JP": "ja",
    "DE": "de",
    "FR": "fr",
    "TR": "tr",
    "ES": "es",
    "IT": "it",
}
CITIES = 40
TOPICS = tuple(f"{a} {b}" if b else a for a in (
    "running", "food", "beauty", "gaming", "travel", "home", "fashion", "parenting", "fitness", "music", "art", "books", "tech",
    "cars", "pets", "plants", "finance", "coffee", "film", "outdoors",
) for b in ("", "tips", "reviews", "daily", "for beginners"))  # fmt: skip
SYLLABLES = (
    "ma",
    "li",
    "no",
    "ra",
    "ve",
    "to",
    "si",
    "ka",
    "du",
    "pe",
    "jo",
    "an",
    "el",
    "or",
    "mi",
    "ben",
    "su",
    "tha",
    "qui",
    "zo",
)
COMMON, OWN = 4_000, 60
COLUMNS = (
    "id", "platform", "handle", "external_id", "url", "display_name", "bio", "country", "city", "language", "topics", "verified",
    "account_type", "followers", "engagement_rate", "read_at", "source", "last_posted_at", "listed", "created_at", "changed_at",
)  # fmt: skip
BATCH = 50_000
AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55+")


def vocabulary() -> list[str]:
    """COMMON words that everybody uses, then OWN words of each topic, all different."""
    chance = np.random.default_rng(3)
    wanted = COMMON + OWN * len(TOPICS)
    made: dict[str, None] = {}
    while len(made) < wanted:
        made["".join(SYLLABLES[n] for n in chance.integers(0, len(SYLLABLES), chance.integers(2, 5)))] = None
    return list(made)


def fill(database: Path, count: int) -> None:
    """Writes `count` public accounts with ids from 1 into a migrated SQLite database; its indexes are made afterwards."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")
    kept = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'creators_account' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in kept:
        connection.execute(f'DROP INDEX "{name}"')
    statement = f"INSERT INTO creators_account ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    for start in range(1, count + 1, BATCH):
        connection.execute("BEGIN")
        connection.executemany(statement, rows(start, min(BATCH, count + 1 - start)))
        connection.execute("COMMIT")
    for _, sql in kept:
        connection.execute(sql)
    connection.execute("ANALYZE")
    connection.close()


def rows(start: int, count: int) -> Iterator[tuple[Any, ...]]:
    """The rows of COLUMNS for the ids from `start` on."""
    made = columns(start, count)
    moment = NOW.strftime("%Y-%m-%d %H:%M:%S")
    for n in range(count):
        pk = start + n
        handle = f"{made['name'][n].replace(' ', '.')}{pk}"
        yield (
            pk, made["platform"][n], handle, "", f"https://example.com/{handle}", made["name"][n].title(), made["bio"][n], made["country"][n],
            made["city"][n], made["language"][n], json.dumps(made["topics"][n]), made["verified"][n], made["account_type"][n],
            made["followers"][n], made["engagement"][n], made["read_at"][n], "generator", made["posted"][n], 1, moment, moment,
        )  # fmt: skip


def columns(start: int, count: int) -> dict[str, list[Any]]:
    """Every column as plain Python values."""
    chance = np.random.default_rng([11, start])
    words = np.array(vocabulary(), dtype=object)
    topic = _uneven(chance, len(TOPICS), count)
    country = _uneven(chance, len(COUNTRIES), count)
    followers = np.exp(chance.normal(8.0, 1.9, count)).astype(np.int64)
    rate = np.clip(np.exp(chance.normal(-3.3, 0.6, count)) * (followers + 100.0) ** -0.06, 0, 1)
    common = _zipf(chance, COMMON, (count, 8))
    own = COMMON + topic[:, None] * OWN + _zipf(chance, OWN, (count, 5))
    second = _uneven(chance, len(TOPICS), count)
    days = np.minimum(chance.exponential(40, count), 3_000)
    country_name = [COUNTRIES[n] if told else "" for n, told in zip(country, chance.random(count) > 0.12, strict=True)]
    return {
        "platform": [PLATFORMS[n] for n in chance.choice(len(PLATFORMS), count, p=PLATFORM_SHARES)],
        "country": country_name,
        "city": [f"{c.lower()} city {n}" if c and told else "" for c, n, told in zip(country_name, _uneven(chance, CITIES, count), chance.random(count) > 0.4, strict=True)],
        "language": [LANGUAGES.get(c, "en") if told else "" for c, told in zip(country_name, chance.random(count) > 0.15, strict=True)],
        "name": [f"{a} {b}" for a, b in words[common[:, :2]]],
        "bio": [" ".join(row) for row in words[np.hstack([own, common])]],
        "topics": [[] if empty else list({TOPICS[a], TOPICS[b]}) for a, b, empty in zip(topic, second, chance.random(count) < 0.1, strict=True)],
        "verified": _some(chance, (chance.random(count) < 0.03).astype(int), 0.2),
        "account_type": [("", "creator", "business", "person")[n] for n in chance.integers(0, 4, count)],
        "followers": _some(chance, followers, 0.05),
        "engagement": _some(chance, rate.round(5), 0.1),
        "read_at": [str(NOW - timedelta(days=int(n)))[:19] for n in chance.integers(0, 60, count)],
        "posted": [None if gap else str(NOW - timedelta(days=float(d)))[:19] for d, gap in zip(days, chance.random(count) < 0.1, strict=True)],
    }  # fmt: skip


def audiences(account_ids: Collection[int]) -> dict[int, dict[int | None, dict[str, dict[str, float]]]]:
    """The public audience of each account, unknown for three in five: four countries, two genders, six age bands, an
    interest, and how many are real."""
    found: dict[int, dict[int | None, dict[str, dict[str, float]]]] = {}
    for pk in account_ids:
        mixed = (pk * 2_654_435_761) & 0xFFFFFFFF
        if mixed % 5 < 3:
            continue
        first = 0.25 + (mixed >> 8 & 127) / 200
        rest = 1 - first
        women = (mixed >> 12 & 255) / 255
        place = mixed % 30
        ages = [((mixed >> shift & 15) + 1) for shift in (3, 7, 11, 15, 19, 23)]
        whole = sum(ages)
        found[pk] = {None: {
            "country": {COUNTRIES[(place + n * n) % 30]: round(share, 4) for n, share in enumerate((first, rest * 0.5, rest * 0.3, rest * 0.1))},
            "gender": {"female": round(women, 4), "male": round(1 - women, 4)},
            "age": {band: round(share / whole, 4) for band, share in zip(AGES, ages, strict=True)},
            "interest": {TOPICS[mixed % len(TOPICS)]: round(0.1 + women / 2, 4)},
            "quality": {"real": round(0.5 + (mixed >> 16 & 127) / 256, 4)},
        }}  # fmt: skip
    return found


def codes(account_ids: Any, seeds: Any) -> Any:
    """A stored vector for each id: one of the `seeds` (int8, those of real descriptions), disturbed."""
    ids = np.asarray(account_ids, dtype=np.int64)
    chance = np.random.default_rng([17, int(ids[0]) if len(ids) else 0])
    noise = chance.normal(0, 12, (len(ids), seeds.shape[1]))
    return np.clip(seeds[ids * 2_654_435_761 % len(seeds)] + noise, -127, 127).astype(np.int8)


def _uneven(chance: np.random.Generator, count: int, size: int) -> Any:
    weights = 1 / np.arange(1, count + 1) ** 0.8
    return chance.choice(count, size, p=weights / weights.sum())


def _zipf(chance: np.random.Generator, count: int, shape: tuple[int, int]) -> Any:
    reached = np.cumsum(1 / (np.arange(count) + 3.0))
    return np.searchsorted(reached, chance.random(shape) * reached[-1])


def _some(chance: np.random.Generator, values: Any, unknown: float) -> list[Any]:
    gaps = chance.random(len(values)) < unknown
    return [None if gap else value for value, gap in zip(values.tolist(), gaps, strict=True)]
