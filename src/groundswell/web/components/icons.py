"""Icons from the one sprite that the build hook makes of the names in icons.txt."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

LIST = Path(__file__).parent.parent / "icons.txt"


@cache
def known_icons() -> frozenset[str]:
    """The names in icons.txt."""
    lines = (line.strip() for line in LIST.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1024)  # a page of fifty rows draws hundreds
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """An inline `<svg>` that uses the sprite; hidden from screen readers unless it has a `label`.

    Raises LookupError for a name that icons.txt lacks: the sprite would silently draw nothing.
    """
    if name not in known_icons():
        raise LookupError(f"No icon {name!r}: add its Tabler name to web/icons.txt and install again.")
    classes = f"icon {css}".strip()
    address = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, address)
