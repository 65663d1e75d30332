"""One line of the pixel's journal: a page that was opened or an order that was told, as a JSON object."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

# The pixel's parameters: what is longer than a page's address is no page's address.
LONGEST_QUERY = 4000
PARAMETERS = (
    "page", "click_id", "utm_source", "utm_medium", "utm_campaign", "utm_content", "order_id", "amount", "currency", "code",
    "new_customer",
)  # fmt: skip
_ID = re.compile(r"[A-Za-z0-9_-]{12}")
_VISITOR = re.compile(r"[0-9a-f]{32}")


class Sighting(NamedTuple):
    """`what`: view or order. `told`: the parameters as they came."""

    seen_id: str
    key: str
    at: datetime
    visitor: str
    flag: str
    user_agent: str
    what: str
    told: Mapping[str, str]


def parameters(query: bytes) -> dict[str, str]:
    """The pixel's own parameters of a query, the first of each; everything else is not kept."""
    pairs = parse_qsl(query[:LONGEST_QUERY].decode("utf-8", "replace"), errors="replace")
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in PARAMETERS:
            found.setdefault(name, value.replace("\0", ""))
    return found


def sighting_line(sighting: Sighting) -> bytes:
    """One line with its newline; inner newlines are escaped, so a line is never two."""
    fields = [*sighting[:2], int(sighting.at.timestamp() * 1000), *sighting[3:7], dict(sighting.told)]
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


def sighting_of(raw: bytes) -> Sighting | None:
    """The sighting of one line; None for anything that is not wholly one."""
    try:
        fields: Any = json.loads(raw)
        seen_id, key, milliseconds, visitor, flag, agent, what, told = fields
        at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, TypeError, OverflowError, OSError, RecursionError):
        return None
    texts = (seen_id, key, visitor, flag, agent, what)
    if not all(isinstance(text, str) for text in texts) or not isinstance(told, dict):
        return None
    if not _ID.fullmatch(seen_id) or not _VISITOR.fullmatch(visitor) or what not in ("view", "order"):
        return None
    if not all(isinstance(value, str) for value in told.values()):
        return None
    return Sighting(seen_id, key, at, visitor, flag, agent, what, told)
