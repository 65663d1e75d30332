"""A store with very many clicks, written by SQLite itself: as the loader would have left it, in minutes instead of hours."""

import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from groundswell.links.rules.day_led import DIGITS

LINKS, DAYS = 500, 730
LAST = date(2026, 6, 30)
SEED = 7
AGENTS = ("Instagram 390.0.0 (iPhone; iOS 18_5)", "Instagram 388.0.0 (Android 15; SM-S911B)", "Firefox/140.0 (Windows)", "TikTok 40.1 (Android 14; Pixel 8)", "Safari/605.1 (Macintosh)")  # fmt: skip
SCHEMA = """
CREATE TEMP TABLE plan (day INTEGER, number INTEGER, date TEXT, lead TEXT, link INTEGER, counted INTEGER, excluded INTEGER);
CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY);
CREATE TEMP TABLE agents (nth INTEGER PRIMARY KEY, agent TEXT);
"""
# Odd factors make ids that are all different and lie scattered over their day, as real ones are. Every hour has its clicks.
CLICKS = """
INSERT INTO links_click (click_id, workspace_id, link_id, at, visitor, referrer, user_agent, excluded)
SELECT printf('%s%010x', lead, key * 2654435761 % 1099511627776), 1, link,
    printf('%s %02d:%02d:%02d.%03d000', date, second / 3600, second / 60 % 60, second % 60, 1 + key % 999),
    printf('%04x%010x%018x', number, key * 2246822519 % 1099511627776, key), 'l.instagram.com', agent,
    CASE WHEN n < counted THEN '' WHEN key % 3 = 0 THEN 'repeat' ELSE 'bot' END
FROM (
    SELECT *, link * 4096 + n AS key, n * 86400 / (counted + excluded) AS second
    FROM plan JOIN numbers ON n < counted + excluded WHERE day BETWEEN ? AND ?
) JOIN agents ON nth = key % 5
"""
COUNTS = """
INSERT INTO links_clickday (workspace_id, link_id, day, counted, excluded, visitors)
SELECT 1, link, date, counted, excluded, counted FROM plan
"""
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'links_click' AND sql IS NOT NULL"


def fill(database: Path, links: list[int], clicks: int) -> None:
    """Some `clicks` of two years on `links` of workspace 1, about a tenth of them excluded; the same ones every time."""
    chance = random.Random(SEED)
    weights = [chance.lognormvariate(0, 1) for _ in links]
    each = clicks / sum(weights) / DAYS
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-500000", "temp_store=FILE"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(SCHEMA)
    plan = []
    for day in range(DAYS):
        today = LAST - timedelta(days=DAYS - 1 - day)
        number = (today - date(1970, 1, 1)).days
        lead = DIGITS[number >> 6 & 63] + DIGITS[number & 63]
        for link, weight in zip(links, weights, strict=True):
            count = min(round(each * weight * chance.uniform(0.5, 1.5)), 4095)
            if count:
                plan.append((day, number, str(today), lead, link, count - count // 10, count // 10))
    connection.executemany("INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?, ?)", plan)
    connection.execute("CREATE INDEX temp.plan_day ON plan (day)")
    connection.executemany("INSERT INTO numbers VALUES (?)", [(n,) for n in range(4096)])
    connection.executemany("INSERT INTO agents VALUES (?, ?)", enumerate(AGENTS))
    indexes = connection.execute(INDEXES).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for day in range(DAYS):
        connection.execute(CLICKS, (day, day))
    connection.execute(COUNTS)
    for _, statement in indexes:
        connection.execute(statement)
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
