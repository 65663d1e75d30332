"""The search that a persona becomes. Pure."""

from typing import Any

from groundswell.discovery.language.words import words
from groundswell.discovery.personas.definition import Definition

SHORTEST = 3
MOST = 40


def clauses(persona: Definition) -> list[dict[str, Any]]:
    """One nested query for each thing that tells of the buyers' world; any of them is enough. Empty when there is none.

    Interests come before words; of all together the first MOST are looked for.
    """
    found: list[dict[str, Any]] = []
    said = [term for term in dict.fromkeys((*persona.interests, *persona.words)) if words(term)][:MOST]
    if said:
        found.append({"influencer": {"topics": said}})
    if tags := list(filter(None, (as_tag(term) for term in said))):
        found.append({"influencer": {"hashtags": tags}})
    found += [{"text": f'"{" ".join(words(term))}"'} for term in said if len(term) >= SHORTEST]
    if named := list(filter(None, (brand.lstrip("@") for brand in persona.brands))):
        found.append({"influencer": {"mentions": named}})
    return found


def as_tag(term: str) -> str:
    """`Trail running` as a hashtag: trailrunning."""
    return "".join(letter for letter in term.casefold() if letter.isalnum() or letter == "_")


def search_body(persona: Definition, slug: str) -> dict[str, Any]:
    """The body of a search: who writes in the buyers' languages (or in one not known) about their world, by fit."""
    body: dict[str, Any] = {"persona": slug, "sort": "fit"}
    if persona.languages:
        body["influencer"] = {"languages": [*persona.languages, "unknown"]}
    if about := clauses(persona):
        body["any"] = about
    return body
