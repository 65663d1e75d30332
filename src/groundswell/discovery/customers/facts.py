"""What a file says of a customer, and of a follow. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_profile
from groundswell.platforms.names import platform_named

Profile = tuple[str, str]
LONGEST_FOLLOWED = 255


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """Empty or None is unknown. `profiles` are (network, handle)."""

    email: str
    external_id: str
    name: str
    country: str
    city: str
    language: str
    gender: str
    born: int | None
    orders: int | None
    spent: Decimal | None
    profiles: tuple[Profile, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowFacts:
    """`follower` tells customers apart: an e-mail address, a shop's id, a handle."""

    follower: str
    platform: str
    followed: str


def profiles_of(given: Mapping[str, str]) -> tuple[Profile, ...]:
    """Network → what the cell says; what names no profile is left out."""
    found: list[Profile] = []
    for network, text in given.items():
        if not text:
            continue
        try:
            profile = parse_profile(text, network)
        except BadInput:
            continue
        found.append((profile.platform, profile.handle))
    return tuple(found)


def followed_of(text: str, platform: str = "") -> Profile:
    """The account that is followed. Where no network is named and the text does not tell, the network stays empty and
    the text is taken as it is, in lower case: pairs count all the same."""
    network = platform_named(platform) if platform else ""
    try:
        profile = parse_profile(text, network or None)
    except BadInput:
        if network:
            raise
        plain = text.strip().lstrip("@").lower()
        if not plain or len(plain) > LONGEST_FOLLOWED:
            raise BadInput("There is nobody in the cell who could be followed.", where="followed") from None
        return "", plain
    return profile.platform, profile.handle[:LONGEST_FOLLOWED]


def fold_follower(text: str) -> str:
    """Case, space and a leading @ do not tell followers apart."""
    return text.strip().lstrip("@").lower()[:255]
