"""The filter panel: every facet's values with how many people each would bring."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.creators.rules import TIERS
from groundswell.web.discovery.filters import CHOSEN, Filters
from groundswell.web.discovery.labels import MARKS, name_of

SHOWN = 7


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One facet; what does not fit is folded away in `rest`."""

    param: str
    label: str
    choices: list[Choice]
    rest: list[Choice]


def groups(filters: Filters, counts: Mapping[str, Mapping[str, int]]) -> list[Group]:
    """The facets in the panel's order; a chosen value stays in sight even when nobody has it."""
    return [_group(param, filters, counts.get(param, {})) for param in CHOSEN]


def _group(param: str, filters: Filters, counts: Mapping[str, int]) -> Group:
    chosen = [value for value in filters.asked.getlist(param) if value and value not in counts]
    known = {**counts, **dict.fromkeys(chosen, 0)}
    choices = [Choice(value, name_of(param, value), count, filters.has(param, value)) for value, count in known.items()]
    choices.sort(key=lambda choice: _order(param, choice))
    return Group(param, MARKS[param], choices[:SHOWN], choices[SHOWN:])


def _order(param: str, choice: Choice) -> tuple[int, int, str]:
    last = int(choice.value == "unknown")
    if param == "tier":
        return (last, TIERS.index(choice.value) if choice.value in TIERS else len(TIERS), choice.label)
    # What is ticked comes first, so that it is never folded away.
    return (0 if choice.checked else 1 + last, -choice.count, choice.label)
