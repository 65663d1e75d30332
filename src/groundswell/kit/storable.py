"""Text as every database can store it."""

from typing import Any, overload


@overload
def storable(value: str) -> str: ...
@overload
def storable(value: Any) -> Any: ...
def storable(value: Any) -> Any:
    """The same without what no database stores: NUL, and halves of surrogate pairs (they become �).

    Works on text, and on all the text inside decoded JSON.
    """
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else _text(value)
    if isinstance(value, dict):
        return {_text(name): storable(one) for name, one in value.items()}
    return [storable(one) for one in value] if isinstance(value, list) else value


def _text(text: str) -> str:
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
