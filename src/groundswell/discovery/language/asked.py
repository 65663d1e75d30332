"""The filters: what must be true of a profile, and of those who follow it."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from groundswell.discovery.language.parts import (
    CountryCode,
    Flag,
    Growth,
    LanguageCode,
    LowerWord,
    Part,
    Several,
    Share,
    Text,
    Whole,
    Word,
    country_keys,
    language_keys,
)

Least = Annotated[float, Field(ge=0, le=1)]
Shares: Any = Field(default_factory=dict, max_length=50)


class Influencer(Part):
    """What must be true of the profile or its person. What is unknown never passes a filter, unless the filter names
    it: "unknown" among the choices, `"unknown": true` in a range.

    `age` is what the bio states. `sponsored_share` is the share of paid posts among the recent ones.
    `naturally_mentions` looks for words in the recent posts that are not paid.
    """

    platforms: list[LowerWord] = Several
    followers: Whole | None = None
    tiers: list[Literal["nano", "micro", "macro", "mega", "unknown"]] = Several
    engagement_rate: Share | None = None
    countries: list[CountryCode] = Several
    cities: list[Word] = Several
    languages: list[LanguageCode] = Several
    gender: LowerWord | None = None
    age: Whole | None = None
    topics: list[LowerWord] = Several
    hashtags: list[LowerWord] = Several
    mentions: list[LowerWord] = Several
    bio: Text | None = None
    posted_within_days: int | None = Field(None, ge=1, le=36_500)
    growth: Growth | None = None
    has_contact: bool | None = None
    verified: Flag | None = None
    account_types: list[LowerWord] = Several
    sponsored_share: Share | None = None
    naturally_mentions: list[Word] = Field(default_factory=list, max_length=50)


class Audience(Part):
    """Smallest shares of the audience: each of a dimension's values must reach its share, 0.3 is 30 %. Shares are
    compared in steps of 0.1 %. An audience that is unknown in a dimension never passes, unless `unknown` is true."""

    countries: Annotated[dict[Word, Least], AfterValidator(country_keys)] = Shares
    cities: dict[LowerWord, Least] = Shares
    languages: Annotated[dict[LowerWord, Least], AfterValidator(language_keys)] = Shares
    genders: dict[LowerWord, Least] = Shares
    ages: dict[LowerWord, Least] = Shares
    gender_ages: dict[LowerWord, Least] = Shares
    interests: dict[LowerWord, Least] = Shares
    real_share: Share | None = None
    unknown: bool = False
