"""What a counter of visits must offer, and what can go wrong. Knows no provider."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from groundswell.kit.errors import GroundswellError


class Counted(NamedTuple):
    """Visits that began on `address` on one day, as the provider gives them; `medium` is empty where it tells none."""

    day: date
    address: str
    medium: str
    visits: int


@dataclass(frozen=True, slots=True)
class Access:
    """How to ask: the server's `address`, the `site` as the provider calls it, and the `secret` (token or key file)."""

    address: str
    site: str
    secret: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rows; `after` is where the next ones begin, None at the end. `notes`: what the provider says of its own
    figures (sampled, withheld, added up)."""

    rows: tuple[Counted, ...]
    after: int | None
    notes: tuple[str, ...] = ()


class VisitCounter(Protocol):
    """One provider. Both ends of the days are included; the days are those of the site's own time zone."""

    def page(self, first: date, last: date, start: int) -> Page:
        """The rows of these days from number `start` on; `TrafficTrouble` when there is no answer that can be used."""


class TrafficTrouble(GroundswellError):
    """The provider did not tell the visits. `lasting`: asking again will not help; `until`: not before then."""

    code = "traffic_trouble"
    status = 422

    def __init__(
        self,
        message: str,
        *,
        cure: str = "",
        where: str = "secret",
        lasting: bool = False,
        until: datetime | None = None,
    ) -> None:
        super().__init__(message, where=where, cure=cure)
        self.lasting = lasting
        self.until = until
