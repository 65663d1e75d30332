"""Which kind of device a visitor has, for links that lead phones elsewhere. Pure."""

from functools import lru_cache

PLATFORMS = ("ios", "android")
_APPLE = (b"iPhone", b"iPad", b"iPod")


@lru_cache(maxsize=10_000)
def platform_of(user_agent: bytes) -> str:
    """`ios`, `android`, or empty for everything else: an iPad that says it is a Macintosh is a computer."""
    if any(name in user_agent for name in _APPLE):
        return "ios"
    return "android" if b"Android" in user_agent else ""
