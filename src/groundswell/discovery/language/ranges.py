"""Ranges of numbers that may let the unknown in, and what all parts of a query have in common."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LARGEST_WHOLE = 2**53
GROWTH_DAYS = (7, 30, 90)


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
