"""Orders held apart, and what is held, over HTTP."""

from typing import Annotated, Any, Literal

from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from groundswell.api.auth import ApiRequest
from groundswell.links import queries, services
from groundswell.links.documents import code_document, guard_document, order_document
from groundswell.links.rules.guard import Guard, WithoutClick
from groundswell.links.tasks import review_workspace

router = Router()
PAGE = 100
Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]


class HeldDecision(Schema):
    """`count` true: they count for whom they were attributed to; false: nobody is owed."""

    orders: list[Pk] = Field(min_length=1, max_length=1_000)
    count: bool
    reason: str = Field(min_length=1, max_length=300)


class GuardSettings(Schema):
    """`without_click`: never, nobody (held when nobody clicked on the creator's links before) or buyer."""

    without_click: Literal["never", "nobody", "buyer"]
    before_post: bool
    own_order: bool
    burst_orders: int = Field(ge=0, le=10_000)
    coupon_sites: list[Annotated[str, Field(max_length=253)]] = Field(max_length=2_000)


class Leak(Schema):
    """Where the code stands in public; an empty `where` takes it back. `since` is now when left out."""

    where: str = Field(max_length=200)
    since: AwareDatetime | None = None


@router.get("/held-orders")
def list_held_orders(request: ApiRequest, offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0) -> dict[str, Any]:
    """100 orders from `offset`, newest first: in no figure until a person has looked."""
    found = queries.held_orders(request.auth.workspace)
    sums = [row._asdict() | {"net": str(row.net)} for row in queries.held_sums(request.auth.workspace)]
    return {
        "total": found.count(),
        "sums": sums,
        "orders": [order_document(order) for order in found[offset : offset + PAGE]],
    }


@router.post("/held-orders/decisions")
def decide_held_orders(request: ApiRequest, payload: HeldDecision) -> dict[str, Any]:
    """A person's decision about several held orders: all of them, or none when one is not held."""
    decided = services.decide_held(
        workspace=request.auth.workspace,
        order_ids=payload.orders,
        count=payload.count,
        reason=payload.reason,
        user=request.auth.user,
    )
    return {"decided": decided}


@router.get("/leak-guard")
def get_leak_guard(request: ApiRequest) -> dict[str, Any]:
    """What the workspace holds apart."""
    return guard_document(queries.guard_of(request.auth.workspace))


@router.put("/leak-guard")
def set_leak_guard(request: ApiRequest, payload: GuardSettings) -> dict[str, Any]:
    """Changes what is held; the worker looks at every order again."""
    values = payload.model_dump()
    guard = Guard(WithoutClick(values.pop("without_click")), coupon_sites=tuple(values.pop("coupon_sites")), **values)
    saved = services.set_guard(workspace=request.auth.workspace, guard=guard, user=request.auth.user)
    review_workspace.enqueue(request.auth.workspace.pk)
    return guard_document(saved)


@router.put("/codes/{pk}/leak")
def mark_code_leaked(request: ApiRequest, pk: Pk, payload: Leak) -> dict[str, Any]:
    """The code stands in public: its orders without a click are held from then on."""
    code = queries.code_of(request.auth.workspace, pk)
    return code_document(
        services.mark_leaked(code=code, where=payload.where, since=payload.since, user=request.auth.user)
    )
