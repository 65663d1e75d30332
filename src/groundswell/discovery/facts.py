"""What is known of an account, gathered from the profile, its people and its recent posts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.discovery.language.words import hashtags, holds_address, mentions


@dataclass(frozen=True, slots=True)
class Person:
    """A creator whom one workspace ties to the account; nobody else may see it."""

    creator_id: int
    workspace_id: int
    name: str
    gender: str
    has_contact: bool
    country: str
    city: str
    language: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The account's own row. `listed` is False where the person asked not to be found, or the profile is gone."""

    account_id: int
    workspace_id: int | None
    platform: str
    handle: str
    display_name: str
    bio: str
    country: str
    city: str
    language: str
    topics: tuple[str, ...]
    verified: bool | None
    followers: int | None
    engagement_rate: float | None
    url: str
    read_at: datetime | None
    source: str
    last_posted_at: datetime | None
    changed_at: datetime
    listed: bool = True


@dataclass(frozen=True, slots=True)
class RecentPost:
    title: str
    caption: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A profile completed: what it leaves open is filled from its owner's people and posts."""

    profile: Profile
    people: tuple[Person, ...]
    names: tuple[str, ...]
    country: str
    city: str
    language: str
    topics: tuple[str, ...]
    captions: tuple[str, ...]
    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    address_in_bio: bool

    def person_of(self, workspace_id: int) -> Person | None:
        """The creator whom that workspace ties to the account, the oldest when there are several."""
        own = [person for person in self.people if person.workspace_id == workspace_id]
        return min(own, key=lambda person: person.creator_id, default=None)


def gather(profile: Profile, people: Sequence[Person], posts: Sequence[RecentPost]) -> Facts:
    """The facts of one account. A public profile never takes anything from the people of a workspace."""
    own = [person for person in people if person.workspace_id == profile.workspace_id]
    written = [profile.bio, *(f"{post.title} {post.caption}" for post in posts)]
    return Facts(
        profile=profile,
        people=tuple(people),
        names=_each_once([*(person.name for person in own), profile.display_name]),
        country=_first([profile.country, *(person.country for person in own)]).upper(),
        city=_first([profile.city, *(person.city for person in own)]),
        language=_first([profile.language, *(person.language for person in own)])
        .lower()
        .replace("_", "-")
        .split("-")[0],
        topics=_each_once([topic.strip().lower() for topic in (*profile.topics, *(t for p in own for t in p.topics))]),
        captions=tuple(written[1:]),
        hashtags=_each_once([tag for text in written for tag in hashtags(text)]),
        mentions=_each_once([name for text in written for name in mentions(text)]),
        address_in_bio=holds_address(profile.bio),
    )


def _first(values: Sequence[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


def _each_once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
