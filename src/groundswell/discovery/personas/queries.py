"""Reads of personas, and the fit of accounts."""

from collections.abc import Collection

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery.facts import Facts
from groundswell.discovery.models import Persona
from groundswell.discovery.personas.definition import Definition
from groundswell.discovery.personas.fit import Fit, Sight, fit
from groundswell.discovery.reading import read_facts
from groundswell.kit.errors import NotFound

PARTS = ("people", "posts", "audiences")


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
    facts = read_facts(account_ids, PARTS)
    return {pk: fit(persona, sight_of(fact, workspace)) for pk, fact in facts.items()}


def fits_of(workspace: Workspace, account: int) -> list[tuple[Persona, Fit]]:
    """The account's fit to every persona, the best first; empty when there is no such account."""
    sights = [sight_of(fact, workspace) for fact in read_facts([account], PARTS).values()]
    found = [(one, fit(definition_of(one), sight)) for one in personas(workspace) for sight in sights]
    return sorted(found, key=lambda pair: -1 if pair[1].score is None else pair[1].score, reverse=True)


def fits_seen(workspace: Workspace, persona: Definition, account_ids: Collection[int]) -> dict[int, Fit]:
    """`fits` of those accounts only that the workspace may see."""
    seen = Account.objects.visible_to(workspace).filter(pk__in=account_ids, listed=True)
    return fits(workspace, persona, list(seen.values_list("pk", flat=True)))


def sight_of(facts: Facts, workspace: Workspace) -> Sight:
    """What the workspace may know of the account."""
    posts = (*facts.captions, *facts.paid_captions)
    return Sight(
        audience=facts.audience_for(workspace.pk),
        language=facts.language,
        topics=facts.topics,
        hashtags=facts.hashtags,
        mentions=facts.mentions,
        bio=facts.profile.bio,
        posts=posts,
        posts_read=bool(posts),
    )
