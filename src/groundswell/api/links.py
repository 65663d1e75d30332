"""Short links, their QR codes, and purchase codes over HTTP."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from groundswell.accounts.models import Workspace
from groundswell.api.auth import ApiRequest
from groundswell.campaigns.queries import campaign_of
from groundswell.creators.queries.creators import creator_of
from groundswell.links import queries, services
from groundswell.links.documents import code_document, link_document
from groundswell.links.qr import TYPES, qr_code

router = Router()
PAGE = 100
Offset = Annotated[int, Field(ge=0, le=10_000_000)]
Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]


class NewLink(Schema):
    target_url: str
    slug: str = ""
    creator: Pk | None = None
    campaign: str = ""
    utm: dict[str, str] | None = None
    platform_targets: dict[str, str] | None = None
    domain: str | None = None
    expires_at: datetime | None = None


class ChangedLink(Schema):
    """What is left out stays; `expires_at: null` takes the expiry back. `carries` is a purchase code that the link brings
    along (Shopify shops and Stripe Payment Links); empty: none. `platform_targets` is where phones go instead, by `ios`
    and `android`: an address that opens an app, say; `{}` for none. `domain` is the own domain that the link is given
    away under; empty: the installation's."""

    target_url: str | None = None
    platform_targets: dict[str, str] | None = None
    utm: dict[str, str] | None = None
    carries: str | None = Field(None, max_length=64)
    domain: str | None = None
    active: bool | None = None
    expires_at: datetime | None = None


class NewCode(Schema):
    code: str = ""
    creator: Pk | None = None
    campaign: str = ""
    discount: str = Field("", max_length=60)


@router.get("/links")
def list_links(
    request: ApiRequest, text: str = "", creator: Pk | None = None, campaign: str = "", offset: Offset = 0
) -> dict[str, Any]:
    """100 links from `offset`, newest first, with their clicks."""
    found = queries.links(request.auth.workspace, text=text, creator=creator, campaign=campaign)
    return {"total": found.count(), "links": [link_document(link) for link in found[offset : offset + PAGE]]}


@router.post("/links", response={201: dict[str, Any]})
def create_link(request: ApiRequest, payload: NewLink) -> Status[dict[str, Any]]:
    """A new short link; only addresses beginning with http or https are taken."""
    link = services.create_link(
        target_url=payload.target_url, slug=payload.slug, utm=payload.utm, platform_targets=payload.platform_targets,
        domain=payload.domain, expires_at=payload.expires_at,
        **_whose(request.auth.workspace, payload), user=request.auth.user,
    )  # fmt: skip
    return Status(201, link_document(link))


@router.get("/links/{pk}")
def get_link(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    return link_document(queries.link_of(request.auth.workspace, pk))


@router.patch("/links/{pk}")
def change_link(request: ApiRequest, pk: Pk, payload: ChangedLink) -> dict[str, Any]:
    """Changes what is given; the slug never changes."""
    link = queries.link_of(request.auth.workspace, pk)
    forever = "expires_at" in payload.model_fields_set and payload.expires_at is None
    services.update_link(
        link=link, target_url=payload.target_url, platform_targets=payload.platform_targets, utm=payload.utm, carries=payload.carries, domain=payload.domain,
        active=payload.active, expires_at=payload.expires_at, never_expires=forever, user=request.auth.user,
    )  # fmt: skip
    return link_document(link)


@router.delete("/links/{pk}")
def deactivate_link(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """Switches the link off; its clicks and history stay."""
    link = queries.link_of(request.auth.workspace, pk)
    return link_document(services.update_link(link=link, active=False, user=request.auth.user))


@router.get("/links/{pk}/qr.{image}")
def link_qr(request: ApiRequest, pk: Pk, image: str) -> HttpResponse:
    """The link's QR code as svg or png."""
    link = queries.link_of(request.auth.workspace, pk)
    content = qr_code(queries.address_of(link), image)
    return HttpResponse(content, content_type=TYPES[image])


@router.get("/codes")
def list_codes(
    request: ApiRequest, creator: Annotated[int | None, Query()] = None, offset: Offset = 0
) -> dict[str, Any]:
    """100 codes from `offset` by name, with the orders owed because of them."""
    found = queries.codes(request.auth.workspace, creator=creator)
    return {"total": found.count(), "codes": [code_document(code) for code in found[offset : offset + PAGE]]}


@router.post("/codes", response={201: dict[str, Any]})
def create_code(request: ApiRequest, payload: NewCode) -> Status[dict[str, Any]]:
    """A new code; without a `code` one is made of the creator's name. Orders that used it already are attributed."""
    whose = _whose(request.auth.workspace, payload)
    code = payload.code
    if not code and whose["creator"] is not None:
        code = services.unique_code_for(**whose, discount=payload.discount)
    row = services.create_code(code=code, discount=payload.discount, **whose, user=request.auth.user)
    return Status(201, code_document(row))


@router.patch("/codes/{pk}")
def assign_code(request: ApiRequest, pk: Pk, payload: NewCode) -> dict[str, Any]:
    """Says whose the code is; the code itself never changes."""
    code = queries.code_of(request.auth.workspace, pk)
    whose = _whose(request.auth.workspace, payload)
    del whose["workspace"]
    return code_document(services.assign_code(code=code, discount=payload.discount, **whose, user=request.auth.user))


def _whose(workspace: Workspace, payload: NewLink | NewCode) -> dict[str, Any]:
    return {
        "workspace": workspace,
        "creator": creator_of(workspace, payload.creator) if payload.creator is not None else None,
        "campaign": campaign_of(workspace, payload.campaign) if payload.campaign else None,
    }
