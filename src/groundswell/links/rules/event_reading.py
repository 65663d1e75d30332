"""Reading a shop's JSON exactly: ids beyond 2^53, amounts without floats, times with their zone, or a refusal that says where."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest
from groundswell.links.errors import UnreadableEvent

Document = Mapping[str, Any]


def document_of(body: str) -> Document:
    """The event's JSON object: whole numbers exact, other numbers Decimal. UnreadableEvent otherwise."""
    try:
        document = json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnreadableEvent("The event is no readable JSON.", where="body") from error
    if not isinstance(document, dict):
        raise UnreadableEvent("The event is no JSON object.", where="body")
    return document


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def objects_in(document: Document, name: str) -> Sequence[Document]:
    """The list of objects under that name, empty when missing."""
    value = document.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadInput(f"“{name}” is no list of objects.", where=name)
    return value


def object_in(document: Document, name: str) -> Document:
    """The object under that name, empty when missing."""
    value = document.get(name) or {}
    if not isinstance(value, dict):
        raise BadInput(f"“{name}” is no object.", where=name)
    return value


def id_in(document: Document, name: str) -> str:
    """An id as text: a number of any size, or a text that is not empty."""
    value = document.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise BadInput(f"The event has no usable {name}.", where=name)
    return str(value).strip()


def time_in(document: Document, name: str, *, required: bool = False, utc: bool = False) -> Any:
    """The moment under that name, None when missing. `utc`: the shop writes UTC without saying so."""
    value = document.get(name)
    if value is None and not required:
        return None
    try:
        moment = datetime.fromisoformat(value)  # type: ignore[arg-type]  # anything but a string is the TypeError below
    except (TypeError, ValueError) as error:
        raise BadInput(f"“{value}” is no time.", where=name) from error
    if moment.tzinfo is None and not utc:
        raise BadInput(f"“{value}” has no time zone.", where=name)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def seconds_in(document: Document, name: str) -> datetime:
    """The moment of whole seconds since 1970."""
    value = document.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**35:
        raise BadInput(f"“{value}” is no time.", where=name)
    return datetime.fromtimestamp(value, UTC)


def quantity_in(line: Document, name: str = "quantity") -> int:
    quantity = line.get(name, 1)
    if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 0:
        raise BadInput(f"“{quantity}” is no quantity.", where=name)
    return quantity


def buyer_digest(address: object) -> str:
    """Digest of an e-mail address without regard to case; empty when there is none."""
    return digest(address.strip().lower()) if isinstance(address, str) and address.strip() else ""
