"""Reading the fields of a network's answers: what must be there is there or named, what may be there is never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from groundswell.platforms.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Fields:
    """What must be in an answer of `network`; `Unreadable` names the field that is not, or is of another kind."""

    network: str

    def text(self, value: Any, field: str) -> str:
        found = value.get(field) if isinstance(value, Mapping) else None
        if not isinstance(found, str) or not found:
            raise self._missing(f"no “{field}”", field)
        return found

    def mapping(self, value: Any, field: str) -> Mapping[str, Any]:
        found = value.get(field) if isinstance(value, Mapping) else None
        if not isinstance(found, Mapping):
            raise self._missing(f"no “{field}”", field)
        return found

    def items(self, value: Any, field: str) -> list[Mapping[str, Any]]:
        """A list of objects."""
        found = value.get(field) if isinstance(value, Mapping) else None
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            raise self._missing(f"no list “{field}”", field)
        return found

    def next_page(self, value: Any, field: str, asked: str | None) -> str | None:
        """Where to go on; None at the end. A cursor that repeats is `Unreadable`: following it would never end."""
        token = value.get(field) if isinstance(value, Mapping) else None
        if token is None or token == "":
            return None
        if not isinstance(token, str):
            raise self._missing(f"a “{field}” that is no text", field)
        if token == asked:
            raise Unreadable(f"{self.network} gave the page that was already read as the next one.", where=field)
        return token

    def _missing(self, what: str, field: str) -> Unreadable:
        return Unreadable(f"{self.network}’s answer has {what}.", where=field)


def part(value: Any, field: str) -> Mapping[str, Any]:
    """An object that may be missing; empty then."""
    found = value.get(field) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def parts(value: Any, field: str) -> list[Mapping[str, Any]]:
    """The objects of a list that may be missing."""
    found = value.get(field) if isinstance(value, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def optional(value: Mapping[str, Any], field: str) -> str:
    """A text that may be missing; empty then."""
    found = value.get(field)
    return found if isinstance(found, str) else ""


def moment(value: Any) -> datetime | None:
    """A time in ISO 8601, in UTC; None when it is none."""
    try:
        time = datetime.fromisoformat(value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def figures(view: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, float]:
    """The figures that were told: our name → theirs, as numbers or as digits in a text."""
    told = {ours: _number(view.get(theirs)) for ours, theirs in names.items()}
    return {name: value for name, value in told.items() if value is not None}


def _number(value: Any) -> float | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return float(value)
    return float(value) if type(value) is int and 0 <= value < 10**18 else None
