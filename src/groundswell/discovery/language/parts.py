"""The small parts that queries are made of: words, codes, and ranges that may let the unknown in."""

from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

UNKNOWN = "unknown"
LARGEST_WHOLE = 2**53


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


def country_keys(shares: dict[str, float]) -> dict[str, float]:
    """Shares by country; `ValueError` for what is no country code."""
    return {_country(key): share for key, share in shares.items()}


def language_keys(shares: dict[str, float]) -> dict[str, float]:
    """Shares by language; `ValueError` for what is no language code."""
    return {_language(key): share for key, share in shares.items()}


def _flag(value: Any) -> bool | str:
    if value is True or value is False or value == UNKNOWN:
        return value  # type: ignore[no-any-return]  # compared just now
    raise ValueError("say true, false or unknown")


# One check for both types: a union would put the names of its members into the place of a mistake.
Flag = Annotated[
    bool | str,
    PlainValidator(_flag),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "string", "enum": [UNKNOWN]}]}),
]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
LowerWord = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=100)]
CountryCode = Annotated[Word, AfterValidator(_country)]
LanguageCode = Annotated[LowerWord, AfterValidator(_language)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Several: Any = Field(default_factory=list, max_length=200)

Number = TypeVar("Number", int, float)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, populate_by_name=True)


class Bounds(Part):
    """From `min` to `max`, both included. `unknown` lets those pass as well whose number nobody knows; without `min`
    and `max` it asks for those alone."""

    unknown: bool = False

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        low, high = getattr(self, "min", None), getattr(self, "max", None)
        if low is not None and high is not None and low > high:
            raise ValueError("min is above max")
        return self


class Whole(Bounds):
    """Whole numbers."""

    min: int | None = Field(None, ge=0, le=LARGEST_WHOLE)
    max: int | None = Field(None, ge=0, le=LARGEST_WHOLE)


class Share(Bounds):
    """Shares; 0.02 is 2 %."""

    min: float | None = Field(None, ge=0)
    max: float | None = Field(None, ge=0)


class Growth(Bounds):
    """How much the followers grew within `days`, one of 7, 30 and 90; 0.02 is 2 % more, -0.1 a tenth less."""

    days: int = 30
    min: float | None = Field(None, ge=-1, le=1_000)
    max: float | None = Field(None, ge=-1, le=1_000)

    @model_validator(mode="after")
    def _measured(self) -> Self:
        if self.days not in GROWTH_DAYS:
            raise ValueError(f"growth is measured over {', '.join(map(str, GROWTH_DAYS))} days")
        return self


GROWTH_DAYS = (7, 30, 90)
