"""What is known of an account, gathered from the profile, its people and its recent posts. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from groundswell.discovery.language.ranges import GROWTH_DAYS
from groundswell.discovery.language.shares import Figures
from groundswell.discovery.language.words import hashtags, holds_address, mentions
from groundswell.discovery.rules import Moment, growth, is_paid, sponsored_share, stated_age
from groundswell.discovery.topics import FoundTopic, found_topics


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
    account_type: str
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
    paid_label: bool | None = None

    @property
    def text(self) -> str:
        return f"{self.title} {self.caption}"

    @property
    def paid(self) -> bool:
        return is_paid(self.text, self.paid_label)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of an account beside its own row: people, recent posts, the followers as each source counted them,
    and its audience as everybody (None) or one workspace knows it."""

    people: Sequence[Person] = ()
    posts: Sequence[RecentPost] = ()
    followers: Mapping[str, Sequence[Moment]] = field(default_factory=dict)
    audiences: Mapping[int | None, Figures] = field(default_factory=dict)


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
    topics_found: tuple[FoundTopic, ...]
    """Where nobody stated any: what `topics` are found from."""
    captions: tuple[str, ...]
    """Of posts that nobody paid for."""
    paid_captions: tuple[str, ...]
    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    address_in_bio: bool
    age: int | None
    sponsored: float | None
    growth: Mapping[int, float | None]
    audiences: Mapping[int | None, Figures]

    def audience_for(self, workspace_id: int) -> Figures:
        """Dimension → value → share: the workspace's own figures in place of everybody's."""
        return {**self.audiences.get(None, {}), **self.audiences.get(workspace_id, {})}

    def person_of(self, workspace_id: int) -> Person | None:
        """The creator whom that workspace ties to the account, the oldest when there are several."""
        own = [person for person in self.people if person.workspace_id == workspace_id]
        return min(own, key=lambda person: person.creator_id, default=None)


def gather(profile: Profile, beside: Beside) -> Facts:
    """The facts of one account. A public profile never takes anything from the people of a workspace."""
    own = [person for person in beside.people if person.workspace_id == profile.workspace_id]
    written = [profile.bio, *(post.text for post in beside.posts)]
    stated = _each_once([topic.strip().lower() for topic in (*profile.topics, *(t for p in own for t in p.topics))])
    found = () if stated else tuple(found_topics(profile.bio, written[1:]))
    return Facts(
        profile=profile,
        people=tuple(beside.people),
        names=_each_once([*(person.name for person in own), profile.display_name]),
        country=_first([profile.country, *(person.country for person in own)]).upper(),
        city=_first([profile.city, *(person.city for person in own)]),
        language=_first([profile.language, *(person.language for person in own)])
        .lower()
        .replace("_", "-")
        .split("-")[0],
        topics=stated or tuple(one.topic for one in found),
        topics_found=found,
        captions=tuple(post.text for post in beside.posts if not post.paid),
        paid_captions=tuple(post.text for post in beside.posts if post.paid),
        hashtags=_each_once([tag for text in written for tag in hashtags(text)]),
        mentions=_each_once([name for text in written for name in mentions(text)]),
        address_in_bio=holds_address(profile.bio),
        age=stated_age(profile.bio),
        sponsored=sponsored_share([post.paid for post in beside.posts]),
        growth={days: growth(beside.followers, days) for days in GROWTH_DAYS} if beside.followers else {},
        audiences=beside.audiences,
    )


def _first(values: Sequence[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


def _each_once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
