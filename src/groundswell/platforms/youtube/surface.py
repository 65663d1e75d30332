"""Video, Short or live: YouTube tells none of it in so many words. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from groundswell.platforms import words
from groundswell.platforms.fields import moment, optional, part

# "Shorts up to three minutes": square or taller, up to a minute before that day
# (https://support.google.com/youtube/answer/15424877, read 2026-11-25).
THREE_MINUTES_FROM = datetime(2024, 10, 15, tzinfo=UTC)
MINUTE, THREE_MINUTES = timedelta(minutes=1), timedelta(minutes=3)
DURATION = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)?")


def surface_of(video: Mapping[str, Any]) -> str:
    """`live` for broadcasts and premieres, also those to come and those over; `short` for a short upright or square
    video; else `video`. Where YouTube does not tell the shape, only #shorts in the text makes it a Short."""
    snippet = part(video, "snippet")
    if optional(snippet, "liveBroadcastContent") in ("live", "upcoming") or part(video, "liveStreamingDetails"):
        return "live"
    length = duration(optional(part(video, "contentDetails"), "duration"))
    published = moment(snippet.get("publishedAt"))
    longest = MINUTE if published and published < THREE_MINUTES_FROM else THREE_MINUTES
    if not length or length > longest:
        return "video"
    if upright := _is_upright(part(video, "player")):
        return "short"
    tags = words.hashtags(f"{optional(snippet, 'title')} {optional(snippet, 'description')}")
    return "short" if upright is None and "shorts" in map(str.lower, tags) else "video"


def duration(text: str) -> timedelta | None:
    """Of ISO 8601 ("PT1H2M3S"); None when it is none, or nothing (a broadcast under way)."""
    found = DURATION.fullmatch(text)
    if not found:
        return None
    days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds) or None


def _is_upright(player: Mapping[str, Any]) -> bool | None:
    width, height = (str(player.get(name, "")) for name in ("embedWidth", "embedHeight"))
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        return None
    return int(height) >= int(width)
