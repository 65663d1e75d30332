"""What the checker is asked: one post or draft, and whom it speaks to."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from groundswell.disclosure.rules.folds import platform_named

Surface = Literal["feed", "reel", "story", "video", "short", "live", "pin", "article", "episode"]
Connection = Literal["paid", "gifted", "affiliate", "employee", "family", "none", "unknown"]
Jurisdiction = Literal[
    "US", "CA", "CA-QC", "GB", "DE", "AT", "FR", "NL", "BE", "IT", "IE", "ES", "AU", "IN", "KR", "JP", "BR"
]

HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


def _no_booleans(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("must be a text or a whole number")
    return value


def _whole_characters(value: str) -> str:
    if not value.isascii() and HALF_CHARACTER.search(value):
        raise ValueError("holds half of a character (a lone surrogate)")
    return value


Text = Annotated[str, AfterValidator(_whole_characters)]


class Post(BaseModel):
    """A post or draft; fields as the command line's JSON Lines. Spans in answers count code points of `text`."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    id: Annotated[Text | int, BeforeValidator(_no_booleans)]
    platform: str
    surface: Surface
    text: Text
    title: Text | None = None
    overlay_text: Text | None = None
    transcript: Text | None = None
    platform_label: bool | Text | None = None
    language: str | None = None
    jurisdictions: list[Jurisdiction] = Field(min_length=1)
    brand: Text | None = None
    connection: Connection

    @field_validator("platform")
    @classmethod
    def _known_platform(cls, value: str) -> str:
        return platform_named(value).name

    @field_validator("language")
    @classmethod
    def _primary_language(cls, value: str | None) -> str | None:
        if not value:
            return None
        if not _LANGUAGE.fullmatch(value):
            raise ValueError('must be a language tag such as "en" or "fr-CA"')
        return value.split("-")[0].lower()

    @model_validator(mode="after")
    def _surface_of_platform(self) -> Post:
        surfaces = platform_named(self.platform).surfaces
        if self.surface not in surfaces:
            raise ValueError(f"{self.platform} has no {self.surface}; it has {', '.join(surfaces)}")
        return self
