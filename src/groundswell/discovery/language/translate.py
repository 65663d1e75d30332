"""From a query to the tree that engines understand."""

from collections.abc import Iterator

from groundswell.discovery.language import tree
from groundswell.discovery.language.following import audience_conditions
from groundswell.discovery.language.profile import influencer_conditions
from groundswell.discovery.language.query import Clause, SearchQuery
from groundswell.discovery.language.saying import said
from groundswell.discovery.language.setting import Setting


def translate(query: SearchQuery, setting: Setting) -> tree.Node:
    """The whole query as one tree; `BadQuery` for text that holds no words."""
    parts = list(_clause(query, setting, ""))
    if setting.excluded:
        parts.append(tree.Not(tree.Numbers("account", setting.excluded)))
    return tree.all_of(parts)


def _clause(clause: Clause, setting: Setting, place: str) -> Iterator[tree.Node]:
    if clause.text:
        yield from said(clause.text, tree.TEXT_FIELDS, f"{place}text")
    if clause.influencer:
        yield from influencer_conditions(clause.influencer, setting, f"{place}influencer.")
    if clause.audience:
        yield from audience_conditions(clause.audience, setting.workspace_id)
    if clause.any:
        inner = [tree.all_of([*_clause(part, setting, f"{place}any.{n}.")]) for n, part in enumerate(clause.any)]
        yield tree.AnyOf(tuple(inner))
    for n, part in enumerate(clause.not_):
        yield tree.Not(tree.all_of([*_clause(part, setting, f"{place}not.{n}.")]))
