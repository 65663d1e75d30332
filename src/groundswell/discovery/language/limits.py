"""How much one query may ask for, so that every search stays quick."""

from collections.abc import Mapping

MOST_CONDITIONS = 1_000
DEEPEST = 6


def check_size(query: Mapping[str, object]) -> None:
    """`ValueError` for a query of more than MOST_CONDITIONS values or nested deeper than DEEPEST."""
    count = _conditions(query, depth=0)
    if count > MOST_CONDITIONS:
        raise ValueError(f"the query has {count} conditions; {MOST_CONDITIONS} are the most")


def _conditions(part: object, depth: int) -> int:
    if isinstance(part, Mapping):
        total = 0
        for name, value in part.items():
            nested = name in ("any", "not_") and isinstance(value, list)
            if nested and value and depth >= DEEPEST:
                raise ValueError(f"the query is nested deeper than {DEEPEST} levels")
            total += _conditions(value, depth + 1 if nested else depth)
        return total
    if isinstance(part, list):
        return sum(_conditions(item, depth) for item in part)
    return len(part.split()) if isinstance(part, str) else 1
