"""Samples of followers: the newest, and what one would take."""

from dataclasses import dataclass

from groundswell.creators.audience.intervals import sample_for
from groundswell.creators.models import Account, AudienceSample

WIDTHS = (0.06, 0.1, 0.2)  # ±3, ±5 and ±10 points


@dataclass(frozen=True, slots=True)
class Wish:
    """A width of the interval and how many profiles it takes to get it."""

    width: float
    profiles: int

    @property
    def points(self) -> int:
        """Half the width, in percentage points."""
        return round(self.width * 50)


def newest_sample(account: Account) -> AudienceSample | None:
    """The last sample that was begun, or none."""
    return AudienceSample.objects.filter(account=account).order_by("-started_at", "-pk").first()


def wishes(account: Account) -> list[Wish]:
    """What to choose from, for as many followers as the profile shows."""
    return [Wish(width, sample_for(width, account.followers or None)) for width in WIDTHS]
