"""The best set of a list's creators under a budget."""

from decimal import Decimal
from typing import Any

from ninja import Router, Schema

from groundswell.api.auth import ApiRequest, Token
from groundswell.campaigns.programme import Asked, Programme, programme

router = Router()


class PlanIn(Schema):
    """`prices` by creator's id are what was quoted; `require` and `exclude` are creators' ids."""

    budget: Decimal
    max_creators: int | None = None
    max_per_platform: int | None = None
    min_per_niche: int = 0
    max_per_niche: int | None = None
    country: str = ""
    gender: str = ""
    market: int | None = None
    require: list[int] = []
    exclude: list[int] = []
    prices: dict[int, Decimal] = {}
    list: str


@router.post("/plans", auth=Token("read"))
def plan(request: ApiRequest, body: PlanIn) -> dict[str, Any]:
    """The set that engages the most different people, its proof, and what each member adds. Keeps nothing: make the
    campaign with the ids."""
    facts = body.model_dump()
    asked = Asked(must=tuple(facts.pop("require")), ban=tuple(facts.pop("exclude")), **facts)
    return _document(programme(request.auth.workspace, asked))


def _document(found: Programme) -> dict[str, Any]:
    chosen = [
        {
            "creator_id": row.known.creator.pk, "name": row.known.creator.name, "marginal": row.marginal,
            "price": row.known.price.amount, "price_source": row.known.price.source,
            "price_low": row.known.price.low, "price_high": row.known.price.high, "assumed": row.known.assumed,
        }
        for row in found.rows if row.known.price
    ]  # fmt: skip
    best = found.plan.as_dict() | {"chosen": chosen, "spend": found.plan.best.spend}
    others = {name: {"spend": one.spend, "value": one.value} for name, one in found.plan.alternatives.items()}
    return best | {
        "alternatives": others, "next_100": found.more, "market": found.overlap.market, "by_ids": found.exact,
        "frontier": [{"budget": budget, "value": value} for budget, value in found.frontier],
        "unpriced": [one.creator.pk for one in found.unpriced],
        "unusable": [creator.pk for creator in found.gathered.unusable],
    }  # fmt: skip
