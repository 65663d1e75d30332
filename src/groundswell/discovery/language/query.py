"""What a search may ask for: the JSON that pages, API and command line share.

AND across filters, OR inside a list; `any` and `not` hold nested queries. What needs data that is not gathered yet is
refused by name, never ignored.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from groundswell.discovery.language.limits import check_size

FacetName = Literal["platform", "country", "tier", "topic", "language"]
FACETS: tuple[FacetName, ...] = ("platform", "country", "tier", "topic", "language")
UNKNOWN = "unknown"


def _country(value: str) -> str:
    if value.lower() == UNKNOWN:
        return UNKNOWN
    if len(value) != 2 or not value.isascii() or not value.isalpha():
        raise ValueError("write countries as two letters, such as US, or unknown")
    return value.upper()


def _language(value: str) -> str:
    if value != UNKNOWN and (len(value) not in (2, 3) or not value.isascii() or not value.isalpha()):
        raise ValueError("write languages as two or three letters, such as en, or unknown")
    return value


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
LowerWord = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=100)]
CountryCode = Annotated[Word, AfterValidator(_country)]
LanguageCode = Annotated[LowerWord, AfterValidator(_language)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Several: Any = Field(default_factory=list, max_length=200)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, populate_by_name=True)


class Whole(Part):
    """Whole numbers from `min` to `max`, both included."""

    min: int | None = Field(None, ge=0, le=2**53)
    max: int | None = Field(None, ge=0, le=2**53)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self


class Share(Part):
    """Shares from `min` to `max`, both included; 0.02 is 2 %."""

    min: float | None = Field(None, ge=0)
    max: float | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self


class Growth(Part):
    days: int = 30
    min: float | None = None
    max: float | None = None


def not_yet(value: Any) -> Any:
    """Refuses a filter whose data does not exist yet; an empty one asks for nothing and passes."""
    if value not in (None, "", [], {}):
        raise ValueError("this filter is not available yet")
    return value


class Influencer(Part):
    """What must be true of the profile or its person. A filter on something unknown never passes."""

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
    verified: bool | None = None
    account_types: list[Word] = Several
    sponsored_share: Share | None = None
    naturally_mentions: list[Word] = Several

    _later = field_validator("age", "growth", "account_types", "sponsored_share", "naturally_mentions")(not_yet)


class Audience(Part):
    """Smallest shares of the audience by place, age and so on."""

    countries: dict[str, float] | None = None
    cities: dict[str, float] | None = None
    languages: dict[str, float] | None = None
    genders: dict[str, float] | None = None
    ages: dict[str, float] | None = None
    gender_ages: dict[str, float] | None = None
    interests: dict[str, float] | None = None
    real_share: Share | None = None

    _later = field_validator("*")(not_yet)


class Clause(Part):
    """A nested query: everything in it must hold."""

    text: Text | None = None
    influencer: Influencer | None = None
    audience: Audience | None = None
    any: list["Clause"] = Field(default_factory=list, max_length=50)
    not_: list["Clause"] = Field(default_factory=list, max_length=50, alias="not")


class SearchQuery(Clause):
    """A whole search: the conditions, and how the answer is wanted."""

    like: list[Word] = Several
    persona: Word | None = None
    exclude_lists: list[Word] = Several
    exclude_contacted: bool = False
    facets: list[FacetName] = Field(default_factory=list, max_length=len(FACETS))
    sort: Literal["relevance", "followers", "engagement_rate", "growth", "fit"] = "relevance"
    limit: int = Field(50, ge=1, le=200)
    cursor: Annotated[str, StringConstraints(max_length=300)] | None = None

    _later = field_validator("like")(not_yet)

    @field_validator("sort")
    @classmethod
    def _sortable(cls, value: str) -> str:
        if value == "growth":
            raise ValueError("this order is not available yet")
        return value

    @model_validator(mode="after")
    def _fits_somebody(self) -> Self:
        if self.sort == "fit" and not self.persona:
            raise ValueError("the order by fit needs a persona")
        return self

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        check_size(self.model_dump(exclude_defaults=True))
        return self
