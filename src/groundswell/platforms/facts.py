"""What a network tells, in one shape for all networks. A number that was not told is absent, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

Item_co = TypeVar("Item_co", covariant=True)
Direction = Literal["followers", "following"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """One profile. `external_id` is the network's own lasting id (a DID, a channel id); handles change.

    `metrics` holds followers, following, posts_count where told. `hidden` names what exists but is not shown
    ("followers_list"). `links` are addresses the profile names: other profiles, a site. `indexable` is False
    where the person asked not to be found. `moved_to` is the address of the profile they moved to.
    """

    platform: str
    external_id: str
    handle: str
    url: str
    display_name: str = ""
    bio: str = ""
    language: str = ""
    country: str = ""
    verified: bool | None = None
    account_type: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    indexable: bool = True
    moved_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """One post. `metrics` as on the network: likes, comments, shares, quotes, saves, views.

    `warning` is a content warning that hides the text. `paid_label` is the network's own label: None where
    it has none or does not tell. `raw` is the answer as it came, kept as evidence. `author_handle` and
    `author_id` may be empty (Instagram's hashtag search tells neither). `edited_at` is the newest edit.
    """

    platform: str
    external_id: str
    url: str
    author_id: str
    author_handle: str = ""
    surface: str = "feed"
    title: str = ""
    caption: str = ""
    warning: str = ""
    language: str = ""
    published_at: datetime | None = None
    edited_at: datetime | None = None
    expires_at: datetime | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    paid_label: bool | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page(Generic[Item_co]):
    """Some items and where to go on; `cursor` is None at the end."""

    items: tuple[Item_co, ...]
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: a hashtag (without #), a mention (a handle or DID), or plain words."""

    kind: Literal["hashtag", "mention", "text"]
    value: str
