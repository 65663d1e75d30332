"""The words and codes that queries are made of."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, StringConstraints, WithJsonSchema

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
