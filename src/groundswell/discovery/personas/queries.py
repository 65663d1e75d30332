"""Reads of personas, and the fit of accounts."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.creators.queries import audiences_for
from groundswell.discovery.facts import Facts
from groundswell.discovery.models import Persona
from groundswell.discovery.personas.definition import Definition
from groundswell.discovery.personas.fit import Fit, Sight, fit
from groundswell.discovery.reading import read_facts
from groundswell.kit.errors import NotFound


def personas(workspace: Workspace) -> QuerySet[Persona]:
    """By name."""
    found: QuerySet[Persona] = Persona.objects.of(workspace).order_by("name", "pk")
    return found


def persona_of(workspace: Workspace, slug: str) -> Persona:
    """`NotFound` where the workspace has none of that name."""
    found: Persona | None = Persona.objects.of(workspace).filter(slug=slug).first()
    if found is None:
        raise NotFound(f"There is no persona “{slug}” in this workspace.", where="persona")
    return found


def definition_of(persona: Persona) -> Definition:
    return Definition.model_validate(persona.definition)


def fits(workspace: Workspace, persona: Definition, account_ids: Collection[int]) -> dict[int, Fit]:
    """The fit of those accounts that exist, by id; a constant number of queries. For at most some thousand ids."""
    facts = read_facts(account_ids)
    audiences = audiences_for(workspace, list(facts))
    return {pk: fit(persona, sight_of(fact, audiences.get(pk, {}))) for pk, fact in facts.items()}


def fits_seen(workspace: Workspace, persona: Definition, account_ids: Collection[int]) -> dict[int, Fit]:
    """`fits` of those accounts only that the workspace may see."""
    seen = Account.objects.visible_to(workspace).filter(pk__in=account_ids, listed=True)
    return fits(workspace, persona, list(seen.values_list("pk", flat=True)))


def sight_of(facts: Facts, audience: dict[str, dict[str, float]]) -> Sight:
    captions: Sequence[str] = facts.captions
    return Sight(
        audience=audience,
        language=facts.language,
        topics=facts.topics,
        hashtags=facts.hashtags,
        mentions=facts.mentions,
        bio=facts.profile.bio,
        posts=captions,
        posts_read=bool(captions),
    )
