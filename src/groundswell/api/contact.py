"""Who may be written to, and on what footing."""

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest, Token
from groundswell.creators.models import Creator
from groundswell.creators.queries import creator_of
from groundswell.kit.errors import NotFound
from groundswell.outreach import queries, services
from groundswell.outreach.contact_rules import contact_rules
from groundswell.relationships.models import ContactBasis
from groundswell.relationships.queries import bases_of, basis_of
from groundswell.relationships.services import record_basis, withdraw_basis

router = Router()
MOST = 500


class FootingIn(Schema):
    """`kind`: consent, published (then with `url`), inquiry, dealings or company; `text` is the proof in words."""

    creator_ids: list[int]
    kind: str
    text: str
    url: str = ""
    since: date | None = None


class FootingOut(Schema):
    id: int
    creator_id: int
    kind: str
    source: str
    text: str
    url: str
    given_at: datetime
    withdrawn_at: datetime | None


class Asked(Schema):
    creator_ids: list[int]
    direct: bool = False


class Reason(Schema):
    reason: str


@router.post("/contact/check", auth=Token("read"))
def check(request: ApiRequest, body: Asked) -> list[dict[str, Any]]:
    """The lawful gate for up to 500 creators: allow, warn or block, with rule, footing and what would change it."""
    workspace = request.auth.workspace
    people = _people(request, body.creator_ids)
    found = queries.may_write(workspace, people, direct=body.direct)
    return [{"creator_id": person.pk, **found[person.pk].as_dict()} for person in people]


@router.get("/creators/{int:creator_id}/footings", response=list[FootingOut])
def footings(request: ApiRequest, creator_id: int) -> list[ContactBasis]:
    """On what footing a creator may be written to, with what was withdrawn."""
    workspace = request.auth.workspace
    return list(bases_of(workspace, creator_of(workspace, creator_id)))


@router.post("/contact/footings", response={201: list[FootingOut]})
def record(request: ApiRequest, body: FootingIn) -> Status[list[ContactBasis]]:
    """Records the same footing for one or several creators; the same again changes nothing."""
    auth, facts = request.auth, body.model_dump(exclude={"creator_ids"})
    people = _people(request, body.creator_ids)
    made = [record_basis(workspace=auth.workspace, creator=one, user=auth.user, **facts) for one in people]
    return Status(201, made)


@router.delete("/contact/footings/{int:footing_id}", response={204: None})
def withdraw(request: ApiRequest, footing_id: int) -> Status[None]:
    """It does not hold any more; the record stays."""
    auth = request.auth
    withdraw_basis(workspace=auth.workspace, basis=basis_of(auth.workspace, footing_id), user=auth.user)
    return Status(204, None)


@router.post("/creators/{int:creator_id}/contact-override", auth=Token(owner=True), response={201: FootingOut})
def override(request: ApiRequest, creator_id: int, body: Reason) -> Status[ContactBasis]:
    """An owner takes it on themselves to write, for a reason that is kept."""
    auth = request.auth
    creator = creator_of(auth.workspace, creator_id)
    made = services.override_gate(workspace=auth.workspace, creator=creator, reason=body.reason, user=auth.user)
    return Status(201, made)


@router.get("/contact/rules")
def rules(request: ApiRequest) -> list[dict[str, Any]]:
    """Every country's rule on a first message: dated, with its source."""
    return [rule.as_dict() for rule in contact_rules().values()]


def _people(request: ApiRequest, ids: list[int]) -> list[Creator]:
    rows = Creator.objects.of(request.auth.workspace).filter(pk__in=ids[:MOST]).order_by("pk")
    people = list(rows)
    if missing := sorted(set(ids) - {person.pk for person in people}):
        raise NotFound(
            f"There is no creator {missing[0]} in this workspace, or more than {MOST} were named.", where="creator_ids"
        )
    return people
