"""How values are spread, and where one stands among them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

STEPS = 20


def quantiles(values: Sequence[float]) -> list[float]:
    """21 quantiles, the least first and the greatest last, linear between neighbours; of at least one value."""
    ordered = sorted(values)
    last = len(ordered) - 1
    found = []
    for step in range(STEPS + 1):
        place = last * step / STEPS
        below = int(place)
        above = min(below + 1, last)
        found.append(ordered[below] + (ordered[above] - ordered[below]) * (place - below))
    return found


def percentile(value: float, spread: Sequence[float]) -> float:
    """The share (0 to 1) of those spread like the quantiles that lie below `value`, linear between them; among equals
    the middle of their range."""
    left, right = bisect_left(spread, value), bisect_right(spread, value)
    if left != right:
        return (left + right - 1) / 2 / STEPS
    if left in (0, len(spread)):
        return 0.0 if left == 0 else 1.0
    below, above = spread[left - 1], spread[left]
    return (left - 1 + (value - below) / (above - below)) / STEPS
