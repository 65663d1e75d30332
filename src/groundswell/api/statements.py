"""Statements of what was paid, over HTTP."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from groundswell.api.auth import ApiRequest
from groundswell.campaigns import statements as papers
from groundswell.campaigns.commissions import payout_of
from groundswell.campaigns.statement_documents import billing_document
from groundswell.creators.queries import creator_of
from groundswell.reports.statements import payout_zip, statement_pdf, year_pdf

router = Router()
PAGE = 100


class BrandIn(Schema):
    """How the brand stands on statements; the address is the workspace's."""

    legal_name: str = ""
    tax_id: str = ""
    number_prefix: str = ""


class SuppliedIn(Schema):
    """What the creator told you; no bank number."""

    name: str = ""
    address: str = ""
    tax_id: str = ""


class AgreedIn(Schema):
    """`agreed_on: null`: self-billing is not agreed. `tax_note`: your own words on VAT or GST."""

    agreed_on: date | None
    tax_note: str = ""


@router.get("/statements")
def list_statements(request: ApiRequest, creator: int | None = None, offset: int = 0) -> dict[str, Any]:
    """100 papers from `offset`, newest first, each with all it says; amounts as text with two decimals."""
    workspace = request.auth.workspace
    rows = papers.statements(workspace, creator_of(workspace, creator) if creator is not None else None)
    page = rows[max(offset, 0) : max(offset, 0) + PAGE]
    return {"total": rows.count(), "results": [papers.statement_document(row) for row in page]}


@router.get("/statements/{int:statement_id}.pdf")
def statement_file(request: ApiRequest, statement_id: int) -> HttpResponse:
    """One paper as PDF, the same bytes each time."""
    return _pdf(statement_pdf(papers.statement_of(request.auth.workspace, statement_id)))


@router.get("/payouts/{int:payout_id}/statements.zip")
def payout_files(request: ApiRequest, payout_id: int) -> HttpResponse:
    """Everybody's paper of a paid payout; 409 while it is not paid."""
    return HttpResponse(payout_zip(payout_of(request.auth.workspace, payout_id)), content_type="application/zip")


@router.get("/creators/{int:creator_id}/statements/{int:year}.pdf")
def year_file(request: ApiRequest, creator_id: int, year: int) -> HttpResponse:
    """A creator's calendar year as PDF."""
    workspace = request.auth.workspace
    return _pdf(year_pdf(workspace, creator_of(workspace, creator_id), year))


@router.get("/billing")
def get_brand(request: ApiRequest) -> dict[str, Any]:
    """How the brand stands on statements, and what is `lacking`."""
    workspace = request.auth.workspace
    row = papers.brand_billing(workspace)
    named = {name: getattr(row, name) for name in BrandIn.model_fields}
    return named | {"address": workspace.postal_address, "lacking": papers.lacking(workspace)}


@router.put("/billing")
def set_brand(request: ApiRequest, body: BrandIn) -> dict[str, Any]:
    """For statements from now on."""
    papers.save_brand_billing(workspace=request.auth.workspace, user=request.auth.user, **body.model_dump())
    return get_brand(request)


@router.get("/creators/{int:creator_id}/billing")
def get_creator(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """What a creator supplied, whether self-billing was agreed, and what is `lacking`."""
    return billing_document(creator_of(request.auth.workspace, creator_id))


@router.put("/creators/{int:creator_id}/billing")
def set_creator(request: ApiRequest, creator_id: int, body: SuppliedIn) -> dict[str, Any]:
    """Name, address and tax number as the creator told you; for statements from now on."""
    found = creator_of(request.auth.workspace, creator_id)
    papers.supply_billing(creator=found, user=request.auth.user, by_creator=False, **body.model_dump())
    return billing_document(found)


@router.put("/creators/{int:creator_id}/self-billing")
def set_agreed(request: ApiRequest, creator_id: int, body: AgreedIn) -> dict[str, Any]:
    """That self-billing was agreed with a creator on a day, or is not."""
    found = creator_of(request.auth.workspace, creator_id)
    papers.agree_self_billing(creator=found, user=request.auth.user, **body.model_dump())
    return billing_document(found)


def _pdf(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf")
