"""One code for each of many creators, made in a connected shop, over HTTP."""

from decimal import Decimal
from typing import Any

from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from groundswell.api.auth import ApiRequest
from groundswell.api.orders import Pk
from groundswell.campaigns.queries import campaign_of, code_takers
from groundswell.campaigns.services import give_codes
from groundswell.links import queries, services
from groundswell.links.models import ShopDiscount
from groundswell.links.rules.code_patterns import USUAL
from groundswell.links.rules.discounts import Terms
from groundswell.links.shop_documents import discount_document, plan_document
from groundswell.links.tasks import make_codes

router = Router()
PAGE = 100
Many = {200: dict[str, Any], 202: dict[str, Any]}


class WantedCodes(Schema):
    """For the participants of a campaign, the creators on a list, or those named; `percent` or `amount` with its currency.

    `creator_list` is a list's slug. `dry_run` shows what would be made. `uses` is how often each code works in total.
    """

    campaign: str = ""
    creator_list: str = ""
    creators: list[Pk] = Field([], max_length=10_000)
    percent: Decimal | None = None
    amount: Decimal | None = None
    currency: str = Field("", max_length=3)
    minimum: Decimal | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    uses: int | None = None
    once_per_customer: bool = False
    pattern: str = Field(USUAL, max_length=100)
    dry_run: bool = False


@router.post("/stores/{pk}/codes", response=Many)
def make(request: ApiRequest, pk: Pk, payload: WantedCodes) -> Status[dict[str, Any]]:
    """202: the worker makes the codes in the shop; 200: nothing is to be made. Doing it again makes nothing twice."""
    workspace = request.auth.workspace
    campaign = campaign_of(workspace, payload.campaign) if payload.campaign else None
    terms = Terms(**{name: getattr(payload, name) for name in Terms.__slots__})
    wanted: dict[str, Any] = {
        "store": queries.store_of(workspace, pk), "campaign": campaign, "terms": terms, "pattern": payload.pattern,
        "creators": code_takers(workspace, campaign=campaign, list_slug=payload.creator_list, ids=payload.creators),
    }  # fmt: skip
    if payload.dry_run:
        return Status(200, {"discount": None, "plan": plan_document(services.plan_codes(**wanted))})
    discount, plan = give_codes(**wanted, user=request.auth.user)
    if discount is not None:
        make_codes.enqueue(discount.pk)
    document = discount_document(discount) if discount else None
    return Status(202 if discount else 200, {"discount": document, "plan": plan_document(plan)})


@router.get("/discounts")
def list_discounts(request: ApiRequest) -> dict[str, Any]:
    """The last 100 that were made in one go, with how many codes are made, refused and waiting."""
    found = queries.discounts(request.auth.workspace)
    return {"total": found.count(), "discounts": [_summary(one) for one in found[:PAGE]]}


@router.get("/discounts/{pk}")
def get_discount(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """One with each code's state at the shop."""
    return discount_document(queries.discount_of(request.auth.workspace, pk))


@router.post("/discounts/{pk}/retry", response={202: dict[str, Any]})
def retry(request: ApiRequest, pk: Pk) -> Status[dict[str, Any]]:
    """What the shop refused is sent once more."""
    discount = queries.discount_of(request.auth.workspace, pk)
    again = services.retry_codes(discount=discount, user=request.auth.user)
    make_codes.enqueue(discount.pk)
    return Status(202, {"again": again})


@router.post("/discounts/{pk}/end")
def end(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """Buyers can use the codes no more; those that are not made yet are wanted no more."""
    discount = queries.discount_of(request.auth.workspace, pk)
    return discount_document(services.end_codes(discount=discount, user=request.auth.user))


def _summary(discount: ShopDiscount) -> dict[str, Any]:
    counts = {name: getattr(discount, name) for name in ("total", "made", "refused", "waiting")}
    return {
        "id": discount.pk,
        "store": discount.store_id,
        "gives": discount.terms.words,
        "error": discount.error,
        **counts,
    }
