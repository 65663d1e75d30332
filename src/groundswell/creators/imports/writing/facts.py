"""What one row says of a person, in the shape the writer needs. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import PROFILE_URL, Profile, parse_profile
from groundswell.platforms.names import PLATFORMS, platform_named

SIMPLE_HANDLE = re.compile(r"@?([a-z0-9._]{1,24})")  # already canonical on these, the commonest form
SIMPLE_NETWORKS = frozenset({"instagram", "tiktok", "threads", "youtube"})
ADDRESS = ("address_line_1", "address_line_2", "postal_code", "state")
PERSON = ("email", "phone", "gender", "country", "city", "language")
FIGURES = ("followers", "following", "posts_count", "engagement_rate")
AVERAGES = ("average_likes", "average_comments", "average_views")
NETWORKS = tuple(slug for slug in PLATFORMS if slug != "podcast")
NETWORK_SET = frozenset(NETWORKS)

Key = tuple[str, str]


@dataclass(slots=True)
class Facts:
    """`keys` identify for certain, the strongest first; `profiles[0]` is the one the figures are of when `main`.

    A profile without a handle is all that some files give: a network and the person. `person` is the row's values:
    those of PERSON are meant.
    """

    name: str
    named: bool
    keys: list[Key]
    profiles: list[Profile]
    main: bool
    person: Mapping[str, Any]
    topics: list[str]
    address: dict[str, str]
    figures: dict[str, float]


def facts_of(values: Mapping[str, Any], ids: str, platform: str = "") -> Facts:
    """`ids` is whose ids the file holds ("id:file"); `platform` that of a file without a column for it.

    `BadInput` when a network or a profile cannot be read.
    """
    profiles, main = _profiles(values, platform)
    keys = [
        (kind, values[name])
        for name, kind in (("own_id", "id:groundswell"), ("file_id", ids), ("email", "email"))
        if name in values
    ]
    name = _name(values, profiles)
    given = bool(name)
    if not given:
        handle = next((profile.handle for profile in profiles if profile.handle), "")
        name = handle or values.get("email", "").partition("@")[0] or values.get("file_id", "")
    return Facts(
        name[:255],
        given,
        keys,
        profiles,
        main,
        values,
        values.get("topics", []),
        {part: values[part] for part in ADDRESS if part in values},
        {part: values[part] for part in (*FIGURES, *AVERAGES) if part in values},
    )


def _name(values: Mapping[str, Any], profiles: list[Profile]) -> str:
    """What the row calls the person; a "profile name" that only repeats a handle is no name ("" when there is none)."""
    name: str = values.get("name", "")
    if name and any(name.removeprefix("@").casefold() == profile.handle.casefold() for profile in profiles):
        name = ""
    return name or f"{values.get('first_name', '')} {values.get('last_name', '')}".strip()


def _profiles(values: Mapping[str, Any], platform: str) -> tuple[list[Profile], bool]:
    network = _platform(values["platform"]) if "platform" in values else platform
    handle, address = values.get("handle", ""), values.get("profile", "")
    profiles = []
    if address:
        profiles.append(_address(address, network, handle))
    elif handle:
        profiles.append(_profile(handle, network))
    elif network:
        profiles.append(Profile(network, "", ""))
    main = bool(profiles)
    for slug in NETWORKS if not values.keys().isdisjoint(NETWORK_SET) else ():
        if slug in values and (other := _column(values[slug], slug)) not in profiles and other is not None:
            profiles.append(other)
    return profiles, main or len(profiles) == 1


def _address(address: str, network: str, handle: str) -> Profile:
    """The address, or where a general link names no network's profile, the handle beside it."""
    try:
        return _profile(address, network)
    except BadInput:
        if not handle:
            raise
        return _profile(handle, network)


def _column(text: str, slug: str) -> Profile | None:
    """A column named after a network: a yes, a dash or a zero in it is no profile."""
    if text.lower() in ("-", "–", "n/a", "na", "none", "no", "yes", "0", "null"):
        return None
    return _profile(text, slug)


def _profile(text: str, network: str) -> Profile:
    if network in SIMPLE_NETWORKS and (simple := SIMPLE_HANDLE.fullmatch(text)):
        return Profile(network, simple[1], PROFILE_URL[network].replace("{}", simple[1]))
    return parse_profile(text, network or None)


@lru_cache(maxsize=256)
def _platform(text: str) -> str:
    return platform_named(text)
