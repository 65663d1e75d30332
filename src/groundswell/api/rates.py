"""Exchange rates over HTTP."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.links import queries, services
from groundswell.links.rules.rates import DatedRate
from groundswell.links.services.rates import save_rates

router = Router()
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Rate(Schema):
    """One unit of `base` was `rate` of `currency` on that day."""

    day: date
    base: Currency
    currency: Currency
    rate: Annotated[Decimal, Field(gt=0, max_digits=19, decimal_places=10)]


class Rates(Schema):
    rates: list[Rate] = Field(max_length=50_000)
    source: str = Field("api", max_length=120)


@router.get("/rates")
def list_currencies(request: ApiRequest) -> dict[str, Any]:
    """Foreign currencies among the orders: how many, and how many of them cannot be converted for want of a rate."""
    return {"currencies": [row._asdict() for row in queries.currencies_of(request.auth.workspace)]}


@router.post("/rates")
def add_rates(request: ApiRequest, payload: Rates) -> dict[str, int]:
    """Takes rates in; one of the same day from a later source stands above the earlier."""
    rates = [DatedRate(row.day, row.base, row.currency, row.rate) for row in payload.rates]
    auth = request.auth
    return save_rates(workspace=auth.workspace, rates=rates, source=payload.source, user=auth.user)


@router.post("/rates/ecb")
def fetch_ecb_rates(request: ApiRequest) -> dict[str, int]:
    """Asks the European Central Bank for the last 90 days."""
    return services.fetch_ecb_rates(workspace=request.auth.workspace, user=request.auth.user)
