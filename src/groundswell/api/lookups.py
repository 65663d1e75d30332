"""Accounts compared, and those whose audience is alike; hashtags; people without an account."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from groundswell.api.auth import ApiRequest, Token
from groundswell.api.personas import FitOut, fit_out
from groundswell.creators.models import Account
from groundswell.discovery.accountless import without_account
from groundswell.discovery.lookups.alike import account_seen, alike_by_audience
from groundswell.discovery.lookups.comparing import Compared, Figure, compare
from groundswell.discovery.trends.queries import explore, tag_users
from groundswell.discovery.trends.rules import Tag

router = Router()


class Chosen(Schema):
    accounts: list[int] = Field(min_length=1, max_length=10)
    persona: str = ""


class FigureOut(Schema):
    value: float | None
    low: float | None
    high: float | None
    sample: int | None
    source: str
    date: datetime | None


class ComparedOut(Schema):
    """`audience` gives the largest shares by dimension, each value with share, low and high."""

    account: int
    platform: str
    handle: str
    tier: str | None
    figures: dict[str, FigureOut]
    country: str
    language: str
    topics: list[str]
    audience: dict[str, dict[str, tuple[float, float | None, float | None]]]
    fit: FitOut | None


class AlikeOut(Schema):
    account: int
    platform: str
    handle: str
    followers: int | None
    distance: float
    by: dict[str, float]


class AlikeAnswerOut(Schema):
    """The nearest first; `compared` accounts had a dimension in common, of `known` whose audience is known."""

    dimensions: list[str]
    compared: int
    known: int
    results: list[AlikeOut]


class TagOut(Schema):
    """`change` of the share of accounts that posted in both windows, between `low` and `high`."""

    tag: str
    accounts: int
    share: float
    posts: int
    taken_up: int
    dropped: int
    both: int
    change: float | None
    low: float | None
    high: float | None
    p: float | None
    trend: str


class TagsOut(Schema):
    days: int
    until: datetime
    posts: int
    posts_before: int
    cut: bool
    tags: list[TagOut]


class TagUserOut(Schema):
    account: int
    platform: str
    handle: str
    posts: int


class TagUsersOut(Schema):
    tag: str
    days: int
    posts: int
    accounts: int
    users: list[TagUserOut]
    beside: dict[str, int]


class PersonOut(Schema):
    id: int
    name: str
    email: str


class PeopleOut(Schema):
    total: int
    results: list[PersonOut]


@router.post("/discovery/compare", auth=Token("read"), response=list[ComparedOut])
def compare_accounts(request: ApiRequest, chosen: Chosen) -> list[ComparedOut]:
    """Two to five accounts side by side; unknown is null."""
    return [_compared(one) for one in compare(request.auth.workspace, chosen.accounts, chosen.persona)]


@router.get("/discovery/alike/{int:account_id}", response=AlikeAnswerOut)
def alike(request: ApiRequest, account_id: int) -> AlikeAnswerOut:
    """Accounts whose audience is like this one's."""
    workspace = request.auth.workspace
    answer = alike_by_audience(workspace, account_seen(workspace, account_id))
    results = [
        AlikeOut(**_who(one.account), followers=one.account.followers, distance=one.distance.value, by=one.distance.by)
        for one in answer.found
    ]
    return AlikeAnswerOut(dimensions=list(answer.own), compared=answer.compared, known=answer.known, results=results)


@router.get("/discovery/hashtags", response=TagsOut)
def hashtags(request: ApiRequest, days: int = 30, text: str = "") -> TagsOut:
    """Hashtags of the last `days` (7, 14, 30 or 90) against as many days before; at most two hundred."""
    found = explore(request.auth.workspace, days=days, text=text)
    return TagsOut(
        days=days, until=found.until, posts=found.posts, posts_before=found.posts_before, cut=found.cut,
        tags=[tag_out(tag) for tag in found.tags],
    )  # fmt: skip


@router.get("/discovery/hashtags/users", response=TagUsersOut)
def hashtag_users(request: ApiRequest, tag: str, days: int = 30) -> TagUsersOut:
    """Who uses a hashtag, and which ones stand beside it."""
    used = tag_users(request.auth.workspace, tag, days=days)
    users = [TagUserOut(**_who(user.account), posts=user.posts) for user in used.users]
    return TagUsersOut(
        tag=used.tag, days=days, posts=used.total, accounts=used.accounts, users=users, beside=dict(used.beside)
    )


@router.get("/discovery/without-account", response=PeopleOut)
def people_without_account(request: ApiRequest, text: str = "") -> PeopleOut:
    """The workspace's people of whom no account is known, by words in name, e-mail, city or topics; at most a hundred."""
    found = without_account(request.auth.workspace, text)
    rows = [PersonOut(id=row.pk, name=row.name, email=row.email) for row in found[:100]]
    return PeopleOut(total=found.count(), results=rows)


def tag_out(tag: Tag) -> TagOut:
    return TagOut(
        tag=tag.tag, accounts=tag.accounts, share=tag.share, posts=tag.posts, taken_up=tag.taken_up, dropped=tag.dropped,
        both=tag.both, change=tag.change, low=tag.low, high=tag.high, p=tag.p, trend=tag.trend,
    )  # fmt: skip


def _who(account: Account) -> dict[str, Any]:
    return {"account": account.pk, "platform": account.platform, "handle": account.handle}


def _compared(one: Compared) -> ComparedOut:
    figures = {
        "followers": one.followers,
        "engagement_rate": one.engagement,
        "growth": one.growth,
        "sponsored_share": one.sponsored,
    }
    audience = {
        name: {share.value: (share.share, share.low, share.high) for share in crowd.shares}
        for name, crowd in one.audience.items()
    }
    return ComparedOut(
        **_who(one.account), tier=one.tier, figures={name: _figure(figure) for name, figure in figures.items()},
        country=one.facts.country, language=one.facts.language, topics=list(one.facts.topics), audience=audience,
        fit=fit_out(one.account.pk, one.fit) if one.fit else None,
    )  # fmt: skip


def _figure(figure: Figure) -> FigureOut:
    return FigureOut(
        value=figure.value,
        low=figure.low,
        high=figure.high,
        sample=figure.sample,
        source=figure.source,
        date=figure.date,
    )
