"""The best set of creators under a budget."""

from decimal import Decimal
from typing import Any

from ninja import Router, Schema

from groundswell.api.auth import ApiRequest, Token
from groundswell.campaigns.programme import Asked, plan_document, programme

router = Router()


class PlanIn(Schema):
    """Candidates are those of a `list` or whom a saved `search` finds (slugs, one of the two). `persona` (slug), `country`
    and `gender` narrow whom to engage; `brand` is what the campaign is for, held against exclusivity agreed elsewhere.
    `prices` by creator's id are what was quoted; `require` and `exclude` are creators' ids, `apart` lists of
    ids of which no more than one may be chosen; `swap` is one whose
    replacements are wanted."""

    budget: Decimal
    search: str = ""
    persona: str = ""
    brand: str = ""
    max_creators: int | None = None
    max_per_platform: int | None = None
    min_per_niche: int = 0
    max_per_niche: int | None = None
    country: str = ""
    gender: str = ""
    market: int | None = None
    require: list[int] = []
    exclude: list[int] = []
    apart: list[list[int]] = []
    prices: dict[int, Decimal] = {}
    swap: int | None = None
    list: str = ""


@router.post("/plans", auth=Token("read"))
def plan(request: ApiRequest, body: PlanIn) -> dict[str, Any]:
    """The set that engages the most different people, its proof, and what each member adds. Keeps nothing: make the
    campaign with the ids. `not_creators` are accounts that the search finds and that nobody took yet."""
    facts = body.model_dump()
    apart = tuple(tuple(some) for some in facts.pop("apart"))
    asked = Asked(must=tuple(facts.pop("require")), ban=tuple(facts.pop("exclude")), apart=apart, **facts)
    return plan_document(programme(request.auth.workspace, asked))
