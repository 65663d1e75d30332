"""Days in words."""

from collections.abc import Collection
from datetime import date


def span(days: Collection[date]) -> str:
    """ "1 Oct 2026", or "1 Oct 2026 to 9 Oct 2026"."""
    first, last = min(days), max(days)
    return f"{first:%-d %b %Y}" if first == last else f"{first:%-d %b %Y} to {last:%-d %b %Y}"
