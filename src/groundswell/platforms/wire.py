"""The one way to ask a network: budgeted, patient, bounded, and never to a private address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from groundswell.platforms.errors import PlatformError


@dataclass(frozen=True, slots=True)
class Answer:
    """A decoded answer with its headers (for paging links), which are found in any case.

    `data` is bytes from `get_bytes`, else what the JSON held. `not_modified`: nothing changed since the address
    was last read and kept; `data` is empty then. `url` is where redirects led.
    """

    data: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    not_modified: bool = False
    url: str = ""


Refused = Callable[[Answer], "PlatformError | None"]


class Wire(Protocol):
    """What connectors ask through. `units` and `money` (USD) are what the call costs by the network's price list.

    Both are taken from the budget before the call (`BudgetSpent` when they do not fit) and for every try. Where a
    network bills by what it returns, `money` is the most the call can cost and `cost` reads from the decoded
    answer what it did cost; the rest goes back into the budget, and all of it when the network refused.

    401 and 403 raise `SignInRefused`, 404 and 410 `Gone`, 429 `Slow`, 5xx and broken or half answers `Unreachable`,
    what is no JSON `Unreadable`, any other refusal `PlatformError`: each with the network's own words in `answer`.
    Where a network tells its reasons in those words only, `refused` reads them and gives the error they mean, or None.
    """

    def get_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
        cost: Callable[[Any], float] | None = None,
        refused: Refused | None = None,
    ) -> Answer: ...

    def expect_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
    ) -> None:
        """Begins to ask what `get_json` will be asked next in the same words, so that the answer is on its way while
        the last one is stored. Counted now and not again; what goes wrong is told to who asks for it."""
        ...

    def get_bytes(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        conditional: bool = False,
        units: int = 1,
    ) -> Answer:
        """The answer as it came, for feeds. `conditional`: only if it changed since it was last read **and kept**
        (ETag, Last-Modified); whoever stores what was read says so, then, and not before, it counts as read."""
        ...

    def post_json(
        self,
        url: str,
        *,
        body: Mapping[str, Any],
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
    ) -> Answer:
        """`body` is sent as JSON and never logged."""
        ...

    def post_form(
        self, url: str, *, body: Mapping[str, str], headers: Mapping[str, str] | None = None, units: int = 1
    ) -> Answer:
        """For signing in by OAuth: `body` is sent as a form and never logged; the answer is JSON."""
        ...

    def take(self, bucket: str, item: str, *, most: int, days: int) -> None:
        """Takes a place in a bucket that the network limits apart, before the call that needs it: at most `most`
        different items within `days` days (30 hashtags in 7 days; 100 searches a day). An item that has a place
        keeps it and costs nothing. `BudgetSpent` when the bucket is full."""
        ...
