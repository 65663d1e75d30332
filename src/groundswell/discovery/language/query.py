"""What a search may ask for: the JSON that pages, API and command line share.

AND across filters, OR inside a list; `any` and `not` hold nested queries. What needs data that is not gathered yet is
refused by name, never ignored.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from groundswell.discovery.language.asked import Audience, Influencer
from groundswell.discovery.language.limits import check_size
from groundswell.discovery.language.parts import Part, Several, Text, Word

FacetName = Literal[
    "platform", "country", "city", "language", "tier", "topic", "account_type", "verified", "gender", "age",
    "engagement_rate", "growth", "sponsored_share", "posted", "contact", "audience",
]  # fmt: skip
FACETS: tuple[FacetName, ...] = FacetName.__args__  # type: ignore[attr-defined]  # a Literal lists its values


def not_yet(value: Any) -> Any:
    """Refuses a filter whose data does not exist yet; an empty one asks for nothing and passes."""
    if value not in (None, "", [], {}):
        raise ValueError("this filter is not available yet")
    return value


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

    @model_validator(mode="after")
    def _fits_somebody(self) -> Self:
        if self.sort == "fit" and not self.persona:
            raise ValueError("the order by fit needs a persona")
        return self

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        check_size(self.model_dump(exclude_defaults=True))
        return self
