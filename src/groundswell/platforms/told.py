"""Reading what a network told in JSON: a field that must be there is named when it is not, a number that is not one is
unknown. Pure; for connectors whose networks write plain captions with #tags and @handles."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from groundswell.platforms.errors import Unreadable

HASHTAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d_]\w*)")
MENTION = re.compile(r"(?<![\w@/.])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)")
LINK = re.compile(r"https?://[^\s<>\"'()\[\]]{3,500}")
TRAILING = ".,;:!?"


class Marks(NamedTuple):
    """What a caption names: tags without #, handles in lower case without @, addresses; each once, in order."""

    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    links: tuple[str, ...]


def marks(caption: str) -> Marks:
    return Marks(
        tuple(dict.fromkeys(HASHTAG.findall(caption))),
        tuple(dict.fromkeys(name.lower() for name in MENTION.findall(caption))),
        tuple(dict.fromkeys(link.rstrip(TRAILING) for link in LINK.findall(caption))),
    )


def text(view: Any, field: str) -> str:
    """A text (or a whole number, as text) that must be there; `Unreadable` names it when it is not."""
    found = view.get(field) if isinstance(view, Mapping) else None
    if type(found) is int:
        return str(found)
    if not isinstance(found, str) or not found:
        raise Unreadable(f"The network's answer has no “{field}”.", where=field)
    return found


def optional(view: Mapping[str, Any], field: str) -> str:
    found = view.get(field)
    return found if isinstance(found, str) else ""


def mapping(view: Any, field: str) -> Mapping[str, Any]:
    """An object that must be there."""
    found = view.get(field) if isinstance(view, Mapping) else None
    if not isinstance(found, Mapping):
        raise Unreadable(f"The network's answer has no “{field}”.", where=field)
    return found


def items(view: Any, field: str) -> list[Mapping[str, Any]]:
    """A list of objects that must be there (null is an empty one, as Twitch has it)."""
    found = view.get(field, ...) if isinstance(view, Mapping) else ...
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise Unreadable(f"The network's answer has no list “{field}”.", where=field)
    return found


def figures(view: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, float]:
    """Counts by our names (ours → theirs); what was not told, or is below zero, is left out."""
    return {ours: float(told) for ours, theirs in names.items() if type(told := view.get(theirs)) is int and told >= 0}


def moment(value: Any) -> datetime | None:
    """ISO 8601 in any spelling, or Unix seconds; None for anything else."""
    try:
        if type(value) is int:
            return datetime.fromtimestamp(value, UTC)
        time = datetime.fromisoformat(value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def web(value: Any) -> str:
    """A web address, else nothing: whatever else a network names is no place to send people to."""
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else ""


def onward(cursor: Any, asked_with: str | None) -> str | None:
    """The next page's cursor, or None at the end; one that repeats would be read for ever."""
    if not isinstance(cursor, str) or not cursor:
        return None
    if cursor == asked_with:
        raise Unreadable("The network names a page that was already read as the next one.", where="cursor")
    return cursor
