"""The one way to ask a network: budgeted, patient, bounded, and never to a private address."""

from collections.abc import Mapping
from typing import Any, Protocol


class Wire(Protocol):
    """What connectors ask through. `units` and `money` (USD) are what the call costs by the network's price list."""

    def get_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
    ) -> "Answer": ...

    def post_json(
        self, url: str, *, body: Mapping[str, Any], headers: Mapping[str, str] | None = None, units: int = 1
    ) -> "Answer":
        """For signing in; `body` is sent as JSON and never logged."""
        ...


class Answer(Protocol):
    """A decoded answer with its headers (for paging links)."""

    data: Any
    headers: Mapping[str, str]
