"""Sites that tell visits and orders by pixel or by signed message, over HTTP."""

from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.api.orders import Pk
from groundswell.links import queries, services
from groundswell.links.site_documents import conversion_document, site_document

router = Router()
PAGE = 100


class NewSite(Schema):
    name: str = Field(max_length=120)


class ChangedSite(Schema):
    """How many months single page views stay, 1 to 60; their daily sums stay for good."""

    views_kept_months: int = Field(ge=1, le=60)


@router.get("/sites")
def list_sites(request: ApiRequest) -> dict[str, Any]:
    return {"sites": [site_document(site) for site in queries.sites(request.auth.workspace)]}


@router.post("/sites", response={201: dict[str, Any]})
def create_site(request: ApiRequest, payload: NewSite) -> Status[dict[str, Any]]:
    """A site; its `secret` is told in this answer only."""
    auth = request.auth
    made, secret = services.create_site(workspace=auth.workspace, name=payload.name, user=auth.user)
    return Status(201, {**site_document(made), "secret": secret})


@router.patch("/sites/{pk}")
def change_site(request: ApiRequest, pk: Pk, payload: ChangedSite) -> dict[str, Any]:
    site = queries.site_of(request.auth.workspace, pk)
    return site_document(services.keep_views(site=site, months=payload.views_kept_months, user=request.auth.user))


@router.post("/sites/{pk}/secret")
def renew_secret(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """A new signing secret, told in this answer only."""
    site = queries.site_of(request.auth.workspace, pk)
    return {**site_document(site), "secret": services.renew_site_secret(site=site, user=request.auth.user)}


@router.get("/sites/{pk}/conversions")
def list_conversions(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """The last 100 orders that the site told, with the reason where one was kept aside."""
    found = queries.conversions(queries.site_of(request.auth.workspace, pk))
    return {"total": found.count(), "conversions": [conversion_document(one) for one in found[:PAGE]]}
