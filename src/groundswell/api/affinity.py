"""Whom a brand's customers follow more than others do."""

from dataclasses import asdict
from typing import Any

from ninja import Router, Schema

from groundswell.api.auth import ApiRequest
from groundswell.campaigns.queries import brand_handles
from groundswell.discovery.customers.affinity import customer_affinity

router = Router()


class LikedOut(Schema):
    """`account_id` is None where the catalogue has no such profile; the figures are those of `discover affinity`."""

    account: str
    account_id: int | None
    customers: int
    base: int
    customer_share: float
    base_share: float
    lift: float
    lift_low: float
    lift_high: float
    log_odds: float
    z: float
    q_value: float


class AffinityOut(Schema):
    customers: int
    base: int
    results: list[LikedOut]


@router.get("/discovery/affinity", response=AffinityOut)
def affinity(
    request: ApiRequest, view: str = "over-represented", country: str = "", language: str = ""
) -> dict[str, Any]:
    """The ranking of the lists that customers agreed to tell, against the catalogue's lists of the same networks."""
    workspace = request.auth.workspace
    found = customer_affinity(
        workspace, view, country=country, language=language, leave_out=brand_handles(workspace)
    )  # fmt: skip
    results = [asdict(row.affinity) | {"account_id": row.account.pk if row.account else None} for row in found.rows]
    return {"customers": found.customers, "base": found.base, "results": results}
