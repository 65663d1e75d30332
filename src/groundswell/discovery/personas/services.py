"""Making, changing and deleting personas."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.discovery.errors import BadPersona
from groundswell.discovery.models import Customer, Persona
from groundswell.discovery.personas.counting import Buyer, count_buyers
from groundswell.discovery.personas.definition import read_definition
from groundswell.kit import clock
from groundswell.kit.errors import Conflict

LONGEST_NAME = 120


@transaction.atomic
def create_persona(
    *,
    workspace: Workspace,
    name: str,
    definition: Mapping[str, Any],
    slug: str = "",
    basis: Mapping[str, Any] | None = None,
    user: User | None = None,
) -> Persona:
    """A new persona; `BadPersona` for a definition that cannot be, `Conflict` where the name is taken."""
    name = _clean(name)
    slug = slugify(slug or name)[:60]
    if not slug:
        raise BadPersona("A persona needs a name with letters or digits.", where="name")
    if Persona.objects.of(workspace).filter(slug=slug).exists():
        raise Conflict(f"There is already a persona “{slug}”.", where="name")
    read = read_definition(definition).model_dump(exclude_defaults=True)
    made: Persona = Persona.objects.create(
        workspace=workspace, name=name, slug=slug, definition=read, basis=dict(basis or {})
    )
    record_audit(workspace=workspace, user=user, action="persona.created", subject=f"persona {slug}", detail={})
    return made


@transaction.atomic
def update_persona(
    *, workspace: Workspace, persona: Persona, name: str, definition: Mapping[str, Any], user: User | None = None
) -> Persona:
    """Changes what a persona says. Shares that were counted and are typed over are no longer counted ones."""
    read = read_definition(definition).model_dump(exclude_defaults=True)
    kept = {part: n for part, n in persona.basis.items() if persona.definition.get(part) == read.get(part)}
    persona.name, persona.definition, persona.basis, persona.changed_at = _clean(name), read, kept, clock.now()
    persona.save(update_fields=["name", "definition", "basis", "changed_at"])
    record_audit(workspace=workspace, user=user, action="persona.changed", subject=f"persona {persona.slug}", detail={})
    return persona


@transaction.atomic
def delete_persona(*, workspace: Workspace, persona: Persona, user: User | None = None) -> None:
    """Deletes it; saved searches that ask for it will say so."""
    Persona.objects.of(workspace).filter(pk=persona.pk).delete()
    record_audit(workspace=workspace, user=user, action="persona.deleted", subject=f"persona {persona.slug}", detail={})


def create_persona_from_customers(*, workspace: Workspace, name: str, user: User | None = None) -> Persona:
    """A persona of what the customers' known fields say. `BadPersona` where too few told anything."""
    fields = ("country", "city", "language", "gender", "born")
    rows = Customer.objects.of(workspace).values_list(*fields)
    counted = count_buyers((Buyer(*row) for row in rows.iterator(chunk_size=5000)), clock.today())
    if not counted.shares:
        told = ", ".join(f"{part} {n['known']}" for part, n in counted.basis.items())
        raise BadPersona(
            f"Too few customers told where they live, their age or gender: {told}; ten are needed.",
            where="customers", cure="Import more customers, or describe the persona yourself.",
        )  # fmt: skip
    return create_persona(workspace=workspace, name=name, definition=counted.shares, basis=counted.basis, user=user)


def _clean(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadPersona(f"Give the persona a name of at most {LONGEST_NAME} characters.", where="name")
    return name
