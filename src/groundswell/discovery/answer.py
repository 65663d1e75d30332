"""What a search answers: the JSON that API and command line promise."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel


class TopicFound(BaseModel):
    """A topic that nobody stated: the words that speak of it, whether the bio says one, and in how many recent posts."""

    topic: str
    terms: list[str]
    in_bio: bool
    posts: int


class FoundAccount(BaseModel):
    """One profile with its newest figures, where they are from and when they were read; unknown is null.

    `engagement_rate` and `sponsored_share` (of the recent posts) are shares, 0 to 1; `growth` is that of the followers
    in 30 days, 0.02 is 2 % more; `age` is what the bio states. `topics` are those that somebody stated; where nobody did,
    those of `topics_found`. `creator_id` is the workspace's creator behind the profile, when there is one.
    """

    id: int
    platform: str
    handle: str
    name: str
    url: str
    bio: str
    followers: int | None
    tier: str | None
    engagement_rate: float | None
    country: str | None
    city: str | None
    language: str | None
    topics: list[str]
    topics_found: list[TopicFound]
    verified: bool | None
    account_type: str | None
    age: int | None
    growth: float | None
    sponsored_share: float | None
    has_contact: bool
    last_posted_at: datetime | None
    read_at: datetime | None
    source: str | None
    creator_id: int | None


class Result(BaseModel):
    """`score` ranks by words and is null where another order was asked; `why` names what matched.

    `fit` is how well the account reaches the persona that was asked for, 0 to 100, somewhere between the two ends of
    `fit_range`; null without a persona, and where nothing that it asks for is known.
    """

    account: FoundAccount
    score: float | None
    fit: float | None
    fit_range: tuple[int, int] | None = None
    why: list[str]


class SearchAnswer(BaseModel):
    """`total` is exact; `facets` count what matches the whole query; `cursor` fetches the next page.

    `compared` is given with the order by fit: how many of the best matches were compared, of all when it is `total`.
    """

    total: int
    took_ms: float
    results: list[Result]
    facets: dict[str, dict[str, int]]
    cursor: str | None
    compared: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return self.model_dump(mode="json")
