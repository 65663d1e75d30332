"""The filters above board and grid."""

from dataclasses import dataclass

from django.http import QueryDict

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.rules import TIERS
from groundswell.relationships.queries import Filters, filter_choices
from groundswell.web.components.badges import look

SELECTS = {
    "owner": "Owner",
    "stage": "Stage",
    "tag": "Tag",
    "tier": "Tier",
    "platform": "Platform",
    "campaign": "Campaign",
    "list": "List",
}


@dataclass(frozen=True, slots=True)
class Select:
    """One select of the bar: its choices as (value, label), and what is chosen."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, with the address that drops it."""

    label: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class FilterBar:
    """All of it; `query` is what keeps the filters in an address."""

    filters: Filters
    selects: list[Select]
    chips: list[Chip]
    query: str


def filter_bar(workspace: Workspace, query: QueryDict, *, stages: bool) -> FilterBar:
    """The bar for an address; `stages` adds a select for them (the board has columns instead)."""
    filters = Filters.parse(query)
    choices = filter_choices(workspace) | {
        "tier": [(tier, look("tier", tier).label) for tier in TIERS],
        "campaign": list(Campaign.objects.of(workspace).order_by("name").values_list("slug", "name")),
    }
    choices["platform"] = [(code, look("platform", code).label) for code, _ in choices["platform"]]
    in_force = filters.as_query()
    names = [name for name in SELECTS if stages or name != "stage"]
    selects = [Select(name, SELECTS[name], choices[name], in_force.get(name, "")) for name in names if choices[name]]
    return FilterBar(filters, selects, _chips(query, in_force, choices), _encoded(query, in_force))


def _chips(query: QueryDict, in_force: dict[str, str], choices: dict[str, list[tuple[str, str]]]) -> list[Chip]:
    found = []
    for name, value in in_force.items():
        rest = query.copy()
        rest.pop(name, None)
        rest.pop("page", None)
        label = {"text": "Text", "overdue": "Overdue"}.get(name) or SELECTS[name]
        shown = "" if name == "overdue" else dict(choices.get(name, [])).get(value, value)
        found.append(Chip(label, shown, f"?{rest.urlencode()}"))
    return found


def _encoded(query: QueryDict, in_force: dict[str, str]) -> str:
    kept = QueryDict(mutable=True)
    kept.update(in_force)
    if sort := query.get("sort"):
        kept["sort"] = sort
    return kept.urlencode()
