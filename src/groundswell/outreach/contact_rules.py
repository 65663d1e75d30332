"""The countries' rules on a first message, read once from data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from groundswell.outreach.rules.gate import Clause, ContactRule, Outcome


@cache
def contact_rules() -> Mapping[str, ContactRule]:
    """By country code; EU and ZZ stand for the rest."""
    text = files("groundswell.outreach").joinpath("data/contact_rules.toml").read_text(encoding="utf-8")
    return MappingProxyType({code: _rule(code, table) for code, table in tomllib.loads(text).items()})


def _rule(code: str, table: dict[str, object]) -> ContactRule:
    facts = dict(table)
    clauses = {
        kind: Clause(Outcome(clause["outcome"]), clause["reason"], clause.get("days"))
        for kind, clause in facts.pop("footing").items()  # type: ignore[attr-defined]  # a table
    }
    return ContactRule(
        country=code,
        valid_from=facts.pop("from"),  # type: ignore[arg-type]  # TOML's own dates
        needs=frozenset(facts.pop("needs")),  # type: ignore[call-overload]
        direct=Outcome(facts.pop("direct")),  # type: ignore[arg-type]
        clauses=MappingProxyType(clauses),
        **facts,  # type: ignore[arg-type]
    )
