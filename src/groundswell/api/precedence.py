"""By which signs orders are attributed, over HTTP."""

from typing import Any

from ninja import Router, Schema
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.links import queries, services
from groundswell.links.tasks import attribute_workspace

router = Router()


class NewPrecedence(Schema):
    """`order`: of code, link, survey, report and claim the strongest first; one left out decides nothing."""

    order: list[str] = Field(max_length=10)


@router.get("/attribution-rules")
def get_precedence(request: ApiRequest) -> dict[str, Any]:
    """The signs that attribute an order, the strongest first; a person's decision stands above all."""
    return {"order": list(queries.precedence_of(request.auth.workspace))}


@router.put("/attribution-rules")
def set_precedence(request: ApiRequest, payload: NewPrecedence) -> dict[str, Any]:
    """Changes them; the worker looks at every order again."""
    order = services.set_precedence(workspace=request.auth.workspace, order=payload.order, user=request.auth.user)
    attribute_workspace.enqueue(request.auth.workspace.pk)
    return {"order": list(order)}
