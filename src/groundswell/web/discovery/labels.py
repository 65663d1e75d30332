"""The words people read for the values of a search."""

from functools import cache

from babel import Locale

from groundswell.platforms.names import PLATFORMS
from groundswell.web.components.badges import TIERS

MARKS = {
    "q": "Words",
    "like": "Content like",
    "platform": "Platform",
    "tier": "Tier",
    "country": "Country",
    "topic": "Topic",
    "language": "Language",
    "min": "Followers from",
    "max": "Followers up to",
    "er": "Engagement from",
    "growth": "Grew in 30 days by",
    "paid": "Paid posts up to",
    "posted": "Posted within",
    "city": "City",
    "hashtag": "Hashtag",
    "mention": "Mentions",
    "natural": "Names unpaid",
    "bio": "Bio says",
    "gender": "Gender",
    "contact": "Contact known",
    "verified": "Verified",
    "a_country": "Audience in",
    "a_language": "Audience speaks",
    "a_gender": "Audience gender",
    "a_age": "Audience age",
    "a_real": "Audience real from",
    "skip": "Not on list",
    "about": "About",
    "fresh": "Already written to",
    "persona": "Fit to",
}
UNKNOWN = "Unknown"
SAID_OTHERWISE = {"about": "what the persona cares about", "fresh": "left out"}


def name_of(param: str, value: str) -> str:
    """A value of the address as people read it: `name_of("country", "US")` is `United States`."""
    if value == "unknown":
        return UNKNOWN
    if param in SAID_OTHERWISE:
        return SAID_OTHERWISE[param]
    if param == "platform":
        return PLATFORMS.get(value, value)
    if param == "tier":
        return TIERS[value].label if value in TIERS else value
    if param in ("country", "language"):
        return _place(param, value)
    return value + {"er": " %", "growth": " %", "paid": " %", "a_real": " %", "posted": " days"}.get(param, "")


def _place(kind: str, code: str) -> str:
    names = _english().territories if kind == "country" else _english().languages
    return str(names.get(code.upper() if kind == "country" else code, code))


@cache
def _english() -> Locale:
    return Locale("en")
