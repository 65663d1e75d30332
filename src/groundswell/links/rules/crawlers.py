"""Telling programs from people by what they call themselves.

The patterns are crawlerdetect's, and so is every answer; its own search through 1,400 of them takes Python's engine over a
millisecond for each new user agent, more than everything else that a click costs. pydantic's engine goes through all at once.
"""

import re
from functools import lru_cache

from crawlerdetect.providers.crawlers import data as crawlers
from crawlerdetect.providers.exclusions import data as exclusions
from pydantic_core import SchemaValidator, core_schema

_LOOKS_AROUND = "(?"  # what that engine cannot do
_BROWSERS = re.compile("|".join(exclusions), re.IGNORECASE)
_FEW = re.compile("|".join(one for one in crawlers if _LOOKS_AROUND in one) or "(?!)", re.IGNORECASE)
_MOST = SchemaValidator(
    core_schema.str_schema(
        pattern="(?i)" + "|".join(f"(?:{one})" for one in crawlers if _LOOKS_AROUND not in one),
        regex_engine="rust-regex",
    )
)


@lru_cache(maxsize=20_000)
def crawler(user_agent: str) -> str:
    """`bot` for a program that says so, or says nothing; else empty."""
    if not user_agent:
        return "bot"
    rest = _BROWSERS.sub("", user_agent.strip())
    return "bot" if _MOST.isinstance_python(rest) or _FEW.search(rest) else ""
