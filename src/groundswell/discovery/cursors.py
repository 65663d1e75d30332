"""Where the next page begins: opaque for users, tied to the query it came from."""

import base64
import hashlib
import json

from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import SearchQuery

LARGEST = 2**63 - 1


def write_cursor(query: SearchQuery, after: int | None) -> str | None:
    """The cursor for the page after `after`; None on the last page."""
    if after is None:
        return None
    return base64.urlsafe_b64encode(json.dumps([_digest(query), after]).encode()).decode().rstrip("=")


def read_cursor(query: SearchQuery) -> int | None:
    """Where the asked page begins; `BadQuery` for a cursor that is damaged or of another query."""
    if not query.cursor:
        return None
    try:
        digest, after = json.loads(
            base64.b64decode(query.cursor + "=" * (-len(query.cursor) % 4), b"-_", validate=True)
        )
        if digest == _digest(query) and type(after) is int and abs(after) <= LARGEST:
            return after
    except (ValueError, TypeError):
        pass
    raise BadQuery("This cursor belongs to another query.", where="cursor", cure="Ask again without it.")


def _digest(query: SearchQuery) -> str:
    asked = query.model_dump(mode="json", exclude={"cursor", "limit", "facets"}, exclude_defaults=True)
    return hashlib.blake2b(json.dumps(asked, sort_keys=True).encode(), digest_size=6).hexdigest()
