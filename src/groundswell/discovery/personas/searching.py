"""The search that a persona becomes. Pure."""

from typing import Any

from groundswell.discovery.personas.definition import Definition

SHORTEST_WORD = 3


def clauses(persona: Definition) -> list[dict[str, Any]]:
    """One nested query for each thing that tells of the buyers' world; any of them is enough. Empty when there is none."""
    found: list[dict[str, Any]] = []
    said = list(dict.fromkeys((*persona.interests, *persona.words)))
    if said:
        found.append({"influencer": {"topics": said}})
        found.append({"influencer": {"hashtags": ["".join(c for c in term if c.isalnum() or c == "_") for term in said]}})
    found += [{"text": f'"{term}"'} for term in said if any(c.isalnum() for c in term) and len(term) >= SHORTEST_WORD]
    if persona.brands:
        found.append({"influencer": {"mentions": [brand.lstrip("@") for brand in persona.brands]}})
    return found


def search_body(persona: Definition, slug: str) -> dict[str, Any]:
    """The body of a search: who writes in the buyers' languages (or in one not known) about their world, by fit."""
    body: dict[str, Any] = {"persona": slug, "sort": "fit"}
    if persona.languages:
        body["influencer"] = {"languages": [*persona.languages, "unknown"]}
    if about := clauses(persona):
        body["any"] = about
    return body
