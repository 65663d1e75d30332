"""Saved searches and their news."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.discovery.models import SavedMatch, SavedSearch
from groundswell.discovery.saved import queries, services

router = Router()


class SavedOut(Schema):
    """`unseen` counts who is new and was looked at by nobody yet."""

    slug: str
    name: str
    query: dict[str, Any]
    watching: bool
    by_mail: bool
    checked_at: datetime | None
    problem: str
    unseen: int


class SavedIn(Schema):
    name: str
    query: dict[str, Any]


class Watch(Schema):
    watching: bool
    by_mail: bool = False


class NewsOut(Schema):
    account: int
    platform: str
    handle: str
    followers: int | None
    found_at: datetime
    seen_at: datetime | None


@router.get("/searches", response=list[SavedOut])
def all_searches(request: ApiRequest) -> list[SavedOut]:
    """The workspace's saved searches by name."""
    return [_out(row, row.unseen) for row in queries.saved_searches(request.auth.workspace)]  # type: ignore[attr-defined]  # annotated


@router.post("/searches", response={201: SavedOut})
def new_search(request: ApiRequest, given: SavedIn) -> Status[SavedOut]:
    """Keeps a search under a name."""
    workspace, user = request.auth.workspace, request.auth.user
    return Status(
        201, _out(services.save_search(workspace=workspace, name=given.name, query=given.query, user=user), 0)
    )


@router.put("/searches/{slug}/watch", response=SavedOut)
def watch_search(request: ApiRequest, slug: str, given: Watch) -> SavedOut:
    """Begins or ends the watch; whoever matches already is no news."""
    workspace = request.auth.workspace
    found = queries.saved_search_of(workspace, slug)
    services.watch_search(workspace=workspace, search=found, watching=given.watching, by_mail=given.by_mail)
    return _out(found, queries.news_of(found).filter(seen_at=None).count())


@router.get("/searches/{slug}/news", response=list[NewsOut])
def search_news(request: ApiRequest, slug: str) -> list[NewsOut]:
    """Who matched since the watch began, the newest two hundred."""
    found = queries.saved_search_of(request.auth.workspace, slug)
    return [_news(match) for match in queries.news_of(found)[:200]]


@router.delete("/searches/{slug}", response={204: None})
def delete_search(request: ApiRequest, slug: str) -> Status[None]:
    """Deletes a saved search."""
    workspace = request.auth.workspace
    found = queries.saved_search_of(workspace, slug)
    services.delete_search(workspace=workspace, search=found, user=request.auth.user)
    return Status(204, None)


def _out(row: SavedSearch, unseen: int) -> SavedOut:
    return SavedOut(
        slug=row.slug, name=row.name, query=row.query, watching=row.watching, by_mail=row.by_mail,
        checked_at=row.checked_at, problem=row.problem, unseen=unseen,
    )  # fmt: skip


def _news(match: SavedMatch) -> NewsOut:
    account = match.account
    return NewsOut(
        account=account.pk, platform=account.platform, handle=account.handle, followers=account.followers,
        found_at=match.found_at, seen_at=match.seen_at,
    )  # fmt: skip
