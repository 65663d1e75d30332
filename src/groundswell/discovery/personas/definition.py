"""What a persona says of buyers. Pure."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from groundswell.discovery.errors import BadPersona
from groundswell.discovery.language.parts import CountryCode, LanguageCode, LowerWord, Word

AGE_BANDS = ("13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")
GENDERS = ("female", "male", "non-binary")
DIMENSIONS = ("countries", "cities", "languages", "genders", "ages")
ROUNDING = 0.005
MOST = 50


def _age(value: str) -> str:
    if value not in AGE_BANDS:
        raise ValueError(f"write ages as one of {', '.join(AGE_BANDS)}")
    return value


def _gender(value: str) -> str:
    if value not in GENDERS:
        raise ValueError(f"write genders as one of {', '.join(GENDERS)}")
    return value


def _shares(shares: dict[str, float]) -> dict[str, float]:
    if sum(shares.values()) > 1 + ROUNDING:
        raise ValueError("the shares are more than 100 % together")
    return shares


PersonShare = Annotated[float, Field(gt=0, le=1)]
AgeBand = Annotated[str, AfterValidator(_age)]
Gender = Annotated[LowerWord, AfterValidator(_gender)]
Whole = AfterValidator(_shares)
Terms = Annotated[list[LowerWord], Field(default_factory=list, max_length=MOST)]


class Definition(BaseModel):
    """Buyers by place, language, gender and age as shares of them, 0 to 1 and at most 1 together; and what they
    care about: interests, brands they use, words they say."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    countries: Annotated[dict[CountryCode, PersonShare], Whole] = Field(default_factory=dict, max_length=MOST)
    cities: Annotated[dict[Word, PersonShare], Whole] = Field(default_factory=dict, max_length=MOST)
    languages: Annotated[dict[LanguageCode, PersonShare], Whole] = Field(default_factory=dict, max_length=MOST)
    genders: Annotated[dict[Gender, PersonShare], Whole] = Field(default_factory=dict)
    ages: Annotated[dict[AgeBand, PersonShare], Whole] = Field(default_factory=dict)
    interests: Terms
    brands: Terms
    words: Terms

    @property
    def is_empty(self) -> bool:
        return not self.model_dump(exclude_defaults=True)

    def shares(self, dimension: str) -> dict[str, float]:
        """One of DIMENSIONS."""
        found: dict[str, float] = getattr(self, dimension)
        return found


def read_definition(given: Any) -> Definition:
    """The definition; `BadPersona` names the first place that is wrong, and refuses one that says nothing."""
    try:
        found = Definition.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"] if part != "[key]")
        raise BadPersona(f"{first['msg'].removeprefix('Value error, ')}.", where=place or "definition") from error
    if found.is_empty:
        raise BadPersona(
            "The persona says nothing yet.", where="definition", cure="Give a place, an age, an interest or a word."
        )
    return found


def evenly(values: list[str]) -> dict[str, float]:
    """Shares where nobody gave any: each value as much as the others."""
    return {value: round(1 / len(values), 4) for value in values} if values else {}
