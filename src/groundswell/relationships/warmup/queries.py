"""What is to be done today, and with whom enough was done."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.shortcuts import get_object_or_404

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator, Post
from groundswell.relationships.models import Relationship, Stage, WarmUpTask
from groundswell.relationships.warmup.rules import WARM_AFTER, Fresh, Warming

POSTS = 3
State = WarmUpTask.State


def open_tasks(workspace: Workspace, *, owner: User | None = None) -> QuerySet[WarmUpTask]:
    """What waits, oldest first; `owner` for the creators of one member."""
    rows: QuerySet[WarmUpTask] = WarmUpTask.objects.of(workspace).filter(state=State.OPEN)
    if owner is not None:
        rows = rows.filter(creator__relationship__owner=owner)
    return rows.select_related("creator__relationship__owner", "account", "post").order_by("made_at", "pk")


def task_of(workspace: Workspace, pk: int) -> WarmUpTask:
    """One task of this workspace; `Http404` for anything else."""
    return get_object_or_404(WarmUpTask.objects.of(workspace).select_related("creator"), pk=pk)


def warm_creators(workspace: Workspace) -> QuerySet[Creator]:
    """Who is still warming though enough was done: the next thing is to write. `done` counts."""
    rows: QuerySet[Creator] = Creator.objects.of(workspace).filter(relationship__stage=Stage.WARMING)
    counted = rows.annotate(done=Count("warm_up_tasks", filter=Q(warm_up_tasks__state=State.DONE)))
    return counted.filter(done__gte=WARM_AFTER).order_by("-done", "name", "pk")


def warming(workspace: Workspace, now: datetime) -> list[Warming]:
    """Everybody at the stage "warming" whose account can be visited, in a constant number of queries."""
    rows = Relationship.objects.of(workspace).filter(stage=Stage.WARMING)
    accounts = _largest(list(rows.values_list("creator", flat=True)))
    tasks = _tasks(workspace, list(accounts), now)
    posts = _posts(workspace, [account.pk for account in accounts.values()])
    return [
        Warming(creator, account.pk, account.url, account.handle, posts[account.pk], *tasks.get(creator, (0, 0, None)))
        for creator, account in accounts.items()
    ]


def _largest(creators: list[int]) -> dict[int, Account]:
    pairs = Creator.accounts.through.objects.filter(creator_id__in=creators).select_related("account")
    ordered = pairs.order_by(F("account__followers").asc(nulls_first=True), "-account_id")
    return {pair.creator_id: pair.account for pair in ordered}


def _tasks(workspace: Workspace, creators: list[int], now: datetime) -> dict[int, tuple[int, int, datetime | None]]:
    """Done ever, made in the last week, last made; by creator."""
    week = Q(made_at__gt=now - timedelta(days=7))
    rows = WarmUpTask.objects.of(workspace).filter(creator__in=creators).values("creator")
    counted = rows.annotate(
        done=Count("pk", filter=Q(state=State.DONE)), week=Count("pk", filter=week), last=Max("made_at")
    )
    return {row["creator"]: (row["done"], row["week"], row["last"]) for row in counted}


def _posts(workspace: Workspace, accounts: list[int]) -> defaultdict[int, list[Fresh]]:
    newest = Window(RowNumber(), partition_by=F("account"), order_by=[F("published_at").desc(), F("pk").desc()])
    rows = Post.objects.visible_to(workspace).filter(account__in=accounts, published_at__isnull=False, gone_at=None)
    found: defaultdict[int, list[Fresh]] = defaultdict(list)
    for post in rows.annotate(place=newest).filter(place__lte=POSTS).order_by("place"):
        if post.published_at is not None:
            found[post.account_id].append(Fresh(post.pk, post.url, post.caption or post.title, post.published_at))
    return found
