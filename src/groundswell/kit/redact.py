"""What must not reach a log."""

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "[hidden]"
_SECRET_NAME = re.compile(r"passw|secret|token|authori[sz]ation|cookie|api_?key|credential|session|signature", re.I)
_SECRET_TEXT = re.compile(
    r"(?P<bearer>(?<=Bearer )[\w.~+/=-]{8,})"
    r"|(?P<own>gsw_[\w-]{8,})"
    r"|(?P<login>(?<=://)[^\s/:@]+:[^\s/@]+(?=@))"
    r"|(?P<path>(?<=/)[\w-]{40,}(?=[/\s?\"']|$))"
)


def redact(value: Any, name: str = "") -> Any:
    """The value without secrets: by the name it goes under, and by what secrets look like inside a text
    (bearer tokens, logins in addresses, long unguessable path parts). Containers are gone through."""
    if name and _SECRET_NAME.search(name) and value not in (None, "", True, False):
        return HIDDEN
    if isinstance(value, str):
        return _SECRET_TEXT.sub(HIDDEN, value)
    if isinstance(value, Mapping):
        return {key: redact(inner, str(key)) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redact(inner) for inner in value]
    return value
