"""Whom a brand's customers follow more than others do, and whom the same people follow."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.campaigns.queries import brand_handles
from groundswell.campaigns.services import Candidates, add_candidates
from groundswell.discovery.customers.affinity import customer_affinity
from groundswell.discovery.customers.niches import customer_niches
from groundswell.discovery.lookups.cofollowed import co_followed

router = Router()


class LikedOut(Schema):
    """`account_id` is None where the catalogue has no such profile, `creator_id` where it is no creator of yours; the
    figures are those of `discover affinity`."""

    account: str
    account_id: int | None
    creator_id: int | None
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


class BackgroundOut(Schema):
    """What the comparison on one network is made of: `lists` follow lists, weighted by what is `matched` so that they tell
    as much as `worth` without weights; `met` is the share of customers of whose country and language lists are held.
    Where they are not `enough`, nothing is told of that network."""

    network: str
    customers: int
    lists: int
    worth: int
    matched: list[str]
    met: float | None
    read_from: datetime | None
    read_until: datetime | None
    source: str
    enough: bool


class AffinityOut(Schema):
    customers: int
    base: int
    background: list[BackgroundOut]
    results: list[LikedOut]


class CoListedOut(Schema):
    """By lists of followers: `followers` are on the account's list, `others` only on other accounts', of which `lists` are
    whole; `why` says why nothing is told."""

    followers: int
    others: int
    lists: int
    read_from: datetime | None
    read_until: datetime | None
    source: str
    why: str
    results: list[LikedOut]


class CoFollowedOut(Schema):
    """`customers` and `base` of the results count people: the `followers` of the account whose whole follow lists are held,
    and the `others`. Where they are not `enough`, nothing is told."""

    account: str
    followers: int
    others: int
    read_from: datetime | None
    read_until: datetime | None
    source: str
    enough: bool
    results: list[LikedOut]
    by_followers: CoListedOut


class EstimateOut(Schema):
    value: float
    low: float
    high: float


class NicheOut(Schema):
    """The shares of customers and of the others who follow at least two of its accounts, and how many times as many, with
    95 % intervals. `persona` is a definition that POST /personas takes."""

    network: str
    name: str
    topics: list[str]
    words: list[str]
    customers: EstimateOut
    others: EstimateOut
    times: EstimateOut
    persona: dict[str, Any]
    accounts: list[LikedOut]


class NichesOut(Schema):
    background: list[BackgroundOut]
    niches: list[NicheOut]


class CandidatesIn(Schema):
    """Profiles as NETWORK:HANDLE, for the list of that name, the campaign of that slug, or both."""

    accounts: list[str] = Field(min_length=1, max_length=1_000)
    list: str = ""
    campaign: str = ""


class CandidatesOut(Schema):
    creators: int
    on_list: int
    in_campaign: int


@router.get("/discovery/affinity", response=AffinityOut)
def affinity(
    request: ApiRequest, view: str = "over-represented", country: str = "", language: str = ""
) -> dict[str, Any]:
    """The ranking of the lists that customers agreed to tell, against the catalogue's lists of the same networks, matched
    by country and language, or narrowed to those given."""
    workspace = request.auth.workspace
    found = customer_affinity(
        workspace, view, country=country, language=language, leave_out=brand_handles(workspace)
    )  # fmt: skip
    return found.as_dict()


@router.post("/discovery/candidates", response=CandidatesOut)
def candidates(request: ApiRequest, given: CandidatesIn) -> Candidates:
    """Makes accounts creators of the workspace, on a list or in a campaign; twice makes nobody twice."""
    return add_candidates(
        workspace=request.auth.workspace, names=given.accounts, list_name=given.list, campaign=given.campaign,
        user=request.auth.user,
    )  # fmt: skip


@router.get("/discovery/co-followed", response=CoFollowedOut)
def co_followed_accounts(request: ApiRequest, account: str) -> dict[str, Any]:
    """Accounts that the same people follow as follow `account` (NETWORK:HANDLE or an address), the surest first."""
    workspace = request.auth.workspace
    return co_followed(workspace, account, leave_out=brand_handles(workspace)).as_dict()


@router.get("/discovery/niches", response=NichesOut)
def niches(request: ApiRequest, country: str = "", language: str = "") -> dict[str, Any]:
    """What customers follow as niches: accounts that the same people follow, named, with whose they are."""
    workspace = request.auth.workspace
    found = customer_niches(workspace, country=country, language=language, leave_out=brand_handles(workspace))
    return found.as_dict()
