"""A brand's own customers, whom they follow, and their right to be forgotten."""

from datetime import datetime

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest, Token
from groundswell.discovery.customers import consents, forgetting, queries
from groundswell.discovery.models import Customer, FollowConsent
from groundswell.platforms.names import PLATFORMS, platform_named

router = Router()


class CustomerOut(Schema):
    id: int
    name: str
    email: str
    country: str
    city: str
    orders: int | None
    creator_id: int | None
    match: str


class CustomersOut(Schema):
    """`known` counts customers whose record says it; `followers` are lists that count."""

    customers: int
    known: dict[str, int]
    creators: int
    suggested: int
    followers: int
    follows: int
    results: list[CustomerOut]
    next_offset: int | None


class FollowedOut(Schema):
    platform: str
    handle: str
    customers: int
    of: int


class ConsentIn(Schema):
    """`evidence` says where the consent is from; `email` ties it to a customer."""

    platform: str
    handle: str
    evidence: str
    email: str = ""


class ConsentOut(Schema):
    """`withdraw` is the token of /fans/withdraw/TOKEN/; it is told once, in the answer that makes the consent."""

    id: int
    platform: str
    handle: str
    given_at: datetime
    accepted: bool
    withdrawn_at: datetime | None
    read_at: datetime | None
    problem: str
    withdraw: str | None = None


class Forgotten(Schema):
    customers: int
    consents: int
    follows: int


PAGE = 100


@router.get("/customers", response=CustomersOut)
def all_customers(request: ApiRequest, text: str = "", match: str = "", offset: int = 0) -> CustomersOut:
    """Customers by name, a hundred at a time; `match` is creators or suggested."""
    workspace, start = request.auth.workspace, max(0, offset)
    rows = list(queries.customers(workspace, text, match)[start : start + PAGE + 1])
    known = queries.standing(workspace)
    return CustomersOut(
        customers=known.customers, known=known.known, creators=known.creators, suggested=known.suggested,
        followers=known.followers, follows=known.follows, results=[_customer(row) for row in rows[:PAGE]],
        next_offset=start + PAGE if len(rows) > PAGE else None,
    )  # fmt: skip


@router.get("/customers/follows", response=list[FollowedOut])
def most_followed(request: ApiRequest) -> list[FollowedOut]:
    """Whom most customers follow, in plain counts."""
    return [
        FollowedOut(platform=one.platform, handle=one.handle, customers=one.customers, of=one.of)
        for one in queries.most_followed(request.auth.workspace)
    ]


@router.get("/customers/consents", response=list[ConsentOut])
def all_consents(request: ApiRequest) -> list[ConsentOut]:
    """The newest two hundred consents."""
    return [_consent(row) for row in queries.consents(request.auth.workspace)[:200]]


@router.post("/customers/consents", response={201: ConsentOut})
def record_consent(request: ApiRequest, given: ConsentIn) -> Status[ConsentOut]:
    """Records that somebody agreed; their list is then read from the network."""
    platform = platform_named(given.platform)
    made, token = consents.record_consent(
        workspace=request.auth.workspace, platform=platform, handle=given.handle, network=PLATFORMS[platform],
        evidence=given.evidence, email=given.email, user=request.auth.user,
    )  # fmt: skip
    return Status(201, _consent(made, token))


@router.delete("/customers/consents/{int:consent_id}", response={204: None})
def withdraw_consent(request: ApiRequest, consent_id: int) -> Status[None]:
    """Deletes the list; the record that it was given stays."""
    consents.withdraw_consent(consent=queries.consent_of(request.auth.workspace, consent_id))
    return Status(204, None)


@router.delete("/customers/{int:customer_id}", response=Forgotten)
def forget_customer(request: ApiRequest, customer_id: int) -> Forgotten:
    """Deletes everything held of a customer."""
    workspace, user = request.auth.workspace, request.auth.user
    found = queries.customer_of(workspace, customer_id)
    return _forgotten(forgetting.forget_customer(workspace=workspace, customer=found, user=user))


@router.delete("/customers", auth=Token(owner=True), response=Forgotten)
def forget_all_customers(request: ApiRequest) -> Forgotten:
    """Deletes all customers, follows and consents; only owners may."""
    workspace, user = request.auth.workspace, request.auth.user
    return _forgotten(forgetting.forget_all_customers(workspace=workspace, user=user))


def _customer(row: Customer) -> CustomerOut:
    return CustomerOut(
        id=row.pk, name=row.name, email=row.email, country=row.country, city=row.city, orders=row.orders,
        creator_id=row.creator_id, match=row.match,
    )  # fmt: skip


def _consent(row: FollowConsent, token: str | None = None) -> ConsentOut:
    return ConsentOut(
        id=row.pk, platform=row.platform, handle=row.handle, given_at=row.given_at, accepted=row.accepted,
        withdrawn_at=row.withdrawn_at, read_at=row.read_at, problem=row.problem, withdraw=token,
    )  # fmt: skip


def _forgotten(gone: dict[str, int]) -> Forgotten:
    return Forgotten(customers=gone["customers"], consents=gone["consents"], follows=gone["follows"])
