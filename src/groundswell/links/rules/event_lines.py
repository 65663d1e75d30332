"""One line of the journal of shops' events: a JSON list of store, milliseconds since 1970, naming headers, and the body in base64."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple


class KeptEvent(NamedTuple):
    """An event as it came; `headers` are those that name it."""

    store_id: int
    at: datetime
    headers: Mapping[str, str]
    body: bytes


def event_line(store_id: int, at: datetime, headers: Mapping[str, str], body: bytes) -> bytes:
    """One line with its newline; nothing in an event can make it two."""
    head = json.dumps([store_id, int(at.timestamp() * 1000), headers])
    return b'%b,"%b"]\n' % (head[:-1].encode(), base64.b64encode(body))


def event_of(raw: bytes) -> KeptEvent | None:
    """The event of one line; None for anything that is not wholly one."""
    try:
        fields: Any = json.loads(raw)
        store_id, milliseconds, headers, body = fields
        at = datetime.fromtimestamp(milliseconds / 1000, UTC)
        content = base64.b64decode(body, validate=True)
    except (ValueError, TypeError, OverflowError, OSError, RecursionError):
        return None
    if not isinstance(store_id, int) or not isinstance(headers, dict):
        return None
    if not all(isinstance(value, str) for value in headers.values()):
        return None
    return KeptEvent(store_id, at, headers, content)
