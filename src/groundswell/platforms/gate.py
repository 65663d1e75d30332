"""What a wire asks before each call, and tells after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Version:
    """How an address names the state it was in: what a conditional request sends back."""

    etag: str = ""
    modified: str = ""


class Gate(Protocol):
    """One connector's budget, circuit breaker and memory, shared by all workers."""

    def admit(self, host: str, *, units: int, money: float) -> None:
        """Takes the cost from the budget. `BudgetSpent` when it does not fit, `Slow` while the host is to be left
        alone (it asked for it, or failed too often in a row)."""
        ...

    def give_back(self, money: float) -> None:
        """What a call was charged and did not cost."""
        ...

    def went_well(self, host: str) -> None: ...

    def went_wrong(self, host: str, error: Exception, *, fault: bool) -> None:
        """`fault`: the host's own failure, which counts towards opening the circuit; others are only noted."""
        ...

    def rest(self, host: str, until: datetime) -> None:
        """Nobody is to ask this host before `until`."""
        ...

    def take(self, bucket: str, item: str, *, most: int, days: int) -> None:
        """As `Wire.take`."""
        ...

    def version_of(self, url: str) -> Version | None: ...

    def keep_versions(self, versions: Mapping[str, Version]) -> None: ...


class OpenGate:
    """Lets everything through and remembers versions only: for one-off asking and for tests."""

    def __init__(self) -> None:
        self.versions: dict[str, Version] = {}

    def admit(self, host: str, *, units: int, money: float) -> None: ...

    def give_back(self, money: float) -> None: ...

    def went_well(self, host: str) -> None: ...

    def went_wrong(self, host: str, error: Exception, *, fault: bool) -> None: ...

    def rest(self, host: str, until: datetime) -> None: ...

    def take(self, bucket: str, item: str, *, most: int, days: int) -> None: ...

    def version_of(self, url: str) -> Version | None:
        return self.versions.get(url)

    def keep_versions(self, versions: Mapping[str, Version]) -> None:
        self.versions.update(versions)
