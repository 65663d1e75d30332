"""One profile of a sample, while it is looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Follower:
    """What one profile says; any of it may be empty. It is looked at and let go. `country` is an ISO code that the
    network itself tells."""

    name: str = ""
    bio: str = ""
    location: str = ""
    text: str = ""
    language: str = ""
    country: str = ""
