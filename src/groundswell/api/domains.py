"""A workspace's own domains for its short links, over HTTP. Only owners change them."""

from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest, Token
from groundswell.api.orders import Pk
from groundswell.links import queries, services
from groundswell.links.domain_documents import domain_document

router = Router()
OWNER = Token(owner=True)


class NewDomain(Schema):
    name: str = Field(max_length=300)


class ChangedDomain(Schema):
    """What is left out stays. `primary: true`: new links are given away under it, with `links_too` the others as well."""

    primary: bool | None = None
    links_too: bool = False
    home_url: str | None = Field(None, max_length=2000)


@router.get("/domains")
def list_domains(request: ApiRequest) -> dict[str, Any]:
    return {"domains": [domain_document(domain) for domain in queries.domains(request.auth.workspace)]}


@router.post("/domains", auth=OWNER, response={201: dict[str, Any]})
def add_domain(request: ApiRequest, payload: NewDomain) -> Status[dict[str, Any]]:
    """A domain that waits to be checked; the same one again is the one that is there."""
    made = services.add_domain(workspace=request.auth.workspace, name=payload.name, user=request.auth.user)
    return Status(201, domain_document(made))


@router.post("/domains/{pk}/check", auth=OWNER)
def check_domain(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """Looks now whether it leads here; `problem` says what is wrong, with the cure."""
    domain = queries.domain_of(request.auth.workspace, pk)
    return domain_document(services.check_domain(domain=domain, user=request.auth.user))


@router.patch("/domains/{pk}", auth=OWNER)
def change_domain(request: ApiRequest, pk: Pk, payload: ChangedDomain) -> dict[str, Any]:
    """Makes it primary, or sets its home."""
    domain = queries.domain_of(request.auth.workspace, pk)
    if payload.home_url is not None:
        services.set_home(domain=domain, home_url=payload.home_url, user=request.auth.user)
    if payload.primary:
        services.make_primary(domain=domain, links_too=payload.links_too, user=request.auth.user)
    return domain_document(queries.domain_of(request.auth.workspace, pk))


@router.delete("/domains/{pk}", auth=OWNER, response={204: None})
def remove_domain(request: ApiRequest, pk: Pk) -> Status[None]:
    """It answers no more within a second; its links go on at the installation's address."""
    services.remove_domain(domain=queries.domain_of(request.auth.workspace, pk), user=request.auth.user)
    return Status(204, None)
