"""Commissions by script."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.campaigns import commissions as ledger
from groundswell.campaigns.commission_documents import payout_document

router = Router()


class PayIn(Schema):
    """`creators`: ids, everybody who is due when left out."""

    currency: str
    creators: list[int] | None = None


class PaidIn(Schema):
    paid_on: date
    reference: str = ""


@router.get("/commissions")
def balances(request: ApiRequest) -> list[dict[str, Any]]:
    """Each creator's pending, approved, reversed, paid and due sums by currency, as text with two decimals."""
    return [one.as_dict() for one in ledger.balances(request.auth.workspace)]


@router.get("/commissions/paid")
def paid_in_year(request: ApiRequest, year: int) -> list[dict[str, Any]]:
    """What each creator was paid in a calendar year, by currency."""
    return [{**row, "total": f"{row['total']:.2f}"} for row in ledger.yearly_totals(request.auth.workspace, year)]


@router.post("/commissions/settle")
def settle(request: ApiRequest) -> dict[str, int]:
    """Brings the ledger in line with orders and refunds now; the worker does it every five minutes."""
    return {"added": ledger.settle_commissions(workspace=request.auth.workspace)}


@router.get("/payouts")
def payouts(request: ApiRequest) -> list[dict[str, Any]]:
    """All batches, newest first."""
    return [payout_document(one) for one in ledger.payouts(request.auth.workspace)[:100]]


@router.post("/payouts", response={201: dict[str, Any]})
def pay(request: ApiRequest, body: PayIn) -> Status[dict[str, Any]]:
    """A batch with everything that is due; 422 when nothing is."""
    auth = request.auth
    made = ledger.make_payout(workspace=auth.workspace, currency=body.currency, creators=body.creators, user=auth.user)
    return Status(201, payout_document(made))


@router.get("/payouts/{int:payout_id}")
def payout(request: ApiRequest, payout_id: int) -> dict[str, Any]:
    """One batch."""
    return payout_document(ledger.payout_of(request.auth.workspace, payout_id))


@router.get("/payouts/{int:payout_id}/{format}.csv")
def file(request: ApiRequest, payout_id: int, format: str) -> HttpResponse:
    """The batch as "paypal", "wise" or "bank" CSV."""
    content = ledger.payout_file(ledger.payout_of(request.auth.workspace, payout_id), format)
    return HttpResponse(content, content_type="text/csv; charset=utf-8")


@router.post("/payouts/{int:payout_id}/paid")
def paid(request: ApiRequest, payout_id: int, body: PaidIn) -> dict[str, Any]:
    """The money went out."""
    auth = request.auth
    found = ledger.payout_of(auth.workspace, payout_id)
    return payout_document(
        ledger.mark_paid(payout=found, paid_on=body.paid_on, reference=body.reference, user=auth.user)
    )


@router.post("/payouts/{int:payout_id}/cancel")
def cancel(request: ApiRequest, payout_id: int) -> dict[str, Any]:
    """It was not paid: everything in it is due again."""
    auth = request.auth
    return payout_document(ledger.cancel_payout(payout=ledger.payout_of(auth.workspace, payout_id), user=auth.user))
