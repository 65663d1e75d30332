"""How campaigns, offers and findings look: `{% load programme %}`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from groundswell.campaigns.models import Activity
from groundswell.campaigns.rules.guidelines import KINDS
from groundswell.creators.imports.writing.facts import ADDRESS

register = template.Library()

SECTION_ICONS = {
    "who": "building-store",
    "do": "list-check",
    "guidelines": "checks",
    "get": "gift",
    "rights": "certificate",
    "disclosure": "speakerphone",
    "when": "calendar",
    "contact": "message",
}


@register.filter
def section_icon(key: str) -> str:
    """The icon of one part of an offer."""
    return SECTION_ICONS.get(key, "note")


@register.filter
def activity(code: str) -> str:
    """An activity in words."""
    return str(Activity(code).label) if code in Activity.values else code


STEPS = {
    "draft": "Draft is in",
    "planned": "Ask for changes",
    "approved": "Approve",
    "verified": "Verify",
    "paid": "Mark paid",
}


@register.filter
def step(state: str) -> str:
    """The step that leads to a state, in words."""
    return STEPS.get(state, state)


@register.filter
def guideline_kind(code: str) -> str:
    """A kind of guideline in words."""
    return KINDS.get(code, code)


@register.filter
def address_line(address: Mapping[str, Any]) -> str:
    """A postal address on one line, in the order of an envelope: PostgreSQL keeps none."""
    names = [*(name for name in ADDRESS if name in address), *(name for name in address if name not in ADDRESS)]
    return ", ".join(str(address[name]) for name in names if address[name])


@register.filter
def counted(states: Mapping[str, int], names: str) -> int:
    """How many are in any of the states named: `{{ card.participants|counted:"accepted live" }}`."""
    return sum(states.get(name, 0) for name in names.split())


@register.filter
def share_of(part: Any, whole: Any) -> int:
    """`part` of `whole` in whole percent, 0 to 100; 0 when there is no whole."""
    return min(100, round(100 * float(part) / float(whole))) if whole else 0


@register.filter
def by_message(findings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Findings that say the same for several places as one, with the rule and source of each."""
    groups: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        rules = groups.setdefault((finding["severity"], finding["message"]), [])
        rules.append(" · ".join(part for part in (finding["rule"], finding["source"]) if part))
    return [{"severity": severity, "message": text, "rules": rules} for (severity, text), rules in groups.items()]


@register.filter
def fixes(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """The captions that would pass, each once: several findings share one."""
    return list(dict.fromkeys(finding["fix"] for finding in findings if finding["fix"]))
