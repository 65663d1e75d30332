"""Buyer personas and how well creators fit them."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest, Token
from groundswell.discovery.models import Persona
from groundswell.discovery.personas import queries, services
from groundswell.discovery.personas.fit import Fit
from groundswell.discovery.personas.searching import search_body

router = Router()


class PersonaOut(Schema):
    """`basis`: of the shares that were counted among customers, how many told, of how many."""

    slug: str
    name: str
    definition: dict[str, Any]
    basis: dict[str, Any]
    changed_at: datetime


class PersonaIn(Schema):
    """`definition` as the guide has it: shares by place, language, gender and age; interests, brands and words."""

    name: str
    definition: dict[str, Any]


class FromCustomers(Schema):
    name: str


class PartOut(Schema):
    """`low` and `high` are 0 to 1; both ends are given where nothing is known."""

    name: str
    label: str
    weight: int
    value: float | None
    low: float
    high: float
    known: bool
    evidence: str


class FitOut(Schema):
    account: int
    score: int | None
    low: int
    high: int
    known: float
    parts: list[PartOut]


class Accounts(Schema):
    accounts: list[int] = Field(min_length=1, max_length=200)


@router.get("/personas", response=list[PersonaOut])
def all_personas(request: ApiRequest) -> list[PersonaOut]:
    """The workspace's personas by name."""
    return [_out(persona) for persona in queries.personas(request.auth.workspace)]


@router.post("/personas", response={201: PersonaOut})
def new_persona(request: ApiRequest, given: PersonaIn) -> Status[PersonaOut]:
    """Makes a persona."""
    workspace, user = request.auth.workspace, request.auth.user
    made = services.create_persona(workspace=workspace, name=given.name, definition=given.definition, user=user)
    return Status(201, _out(made))


@router.post("/personas/from-customers", response={201: PersonaOut})
def new_persona_from_customers(request: ApiRequest, given: FromCustomers) -> Status[PersonaOut]:
    """Makes a persona of what the workspace's customers' known fields say."""
    workspace, user = request.auth.workspace, request.auth.user
    return Status(201, _out(services.create_persona_from_customers(workspace=workspace, name=given.name, user=user)))


@router.get("/personas/{slug}", response=PersonaOut)
def one_persona(request: ApiRequest, slug: str) -> PersonaOut:
    """One persona."""
    return _out(queries.persona_of(request.auth.workspace, slug))


@router.put("/personas/{slug}", response=PersonaOut)
def change_persona(request: ApiRequest, slug: str, given: PersonaIn) -> PersonaOut:
    """Says anew what a persona is."""
    workspace, user = request.auth.workspace, request.auth.user
    persona = queries.persona_of(workspace, slug)
    changed = services.update_persona(
        workspace=workspace, persona=persona, name=given.name, definition=given.definition, user=user
    )
    return _out(changed)


@router.delete("/personas/{slug}", response={204: None})
def delete_persona(request: ApiRequest, slug: str) -> Status[None]:
    """Deletes a persona."""
    workspace = request.auth.workspace
    services.delete_persona(workspace=workspace, persona=queries.persona_of(workspace, slug), user=request.auth.user)
    return Status(204, None)


@router.get("/personas/{slug}/search")
def persona_search(request: ApiRequest, slug: str) -> dict[str, Any]:
    """The search that the persona becomes, as POST /discovery/search takes it."""
    persona = queries.persona_of(request.auth.workspace, slug)
    return search_body(queries.definition_of(persona), persona.slug)


@router.post("/personas/{slug}/fit", auth=Token("read"), response=list[FitOut])
def persona_fit(request: ApiRequest, slug: str, given: Accounts) -> list[FitOut]:
    """How well each of these accounts fits, with every part; accounts the workspace may not see are left out."""
    workspace = request.auth.workspace
    persona = queries.definition_of(queries.persona_of(workspace, slug))
    found = queries.fits_seen(workspace, persona, given.accounts)
    return [fit_out(pk, found[pk]) for pk in dict.fromkeys(given.accounts) if pk in found]


def fit_out(account: int, fit: Fit) -> FitOut:
    parts = [
        PartOut(
            name=part.name, label=part.label, weight=part.weight, value=part.value, low=part.low, high=part.high,
            known=part.known, evidence=part.evidence,
        )
        for part in fit.parts
    ]  # fmt: skip
    return FitOut(account=account, score=fit.score, low=fit.low, high=fit.high, known=fit.known, parts=parts)


def _out(persona: Persona) -> PersonaOut:
    return PersonaOut(
        slug=persona.slug, name=persona.name, definition=persona.definition, basis=persona.basis,
        changed_at=persona.changed_at,
    )  # fmt: skip
