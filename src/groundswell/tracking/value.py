"""Whose accounts are worth asking their network about now: by value, and fair between workspaces."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account, Creator, Post
from groundswell.platforms.port import Plugin
from groundswell.platforms.queries import platforms_that_may_not, policies
from groundswell.platforms.registry import plugin_named
from groundswell.relationships.models import ListEntry, Relationship, Stage
from groundswell.tracking.rules.curves import AGES

HOURLY, DAILY, WEEKLY = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
SET_ASIDE = (Stage.DECLINED, Stage.PARKED, Stage.GHOSTED)
AT_WORK = (Participant.State.ACCEPTED, Participant.State.LIVE)
MOST_PER_WORKSPACE = 200


@dataclass(frozen=True, slots=True)
class Due:
    """An account and what to do: "refresh" it, only "check" whether it or its posts are gone, or "follow" a workspace's
    own account to its public twin, or "look" at its newest posts."""

    account: Account
    what: str


def due_accounts(platforms: Collection[str], now: datetime) -> list[Due]:
    """What is due on these networks, the workspaces taking turns, each with its most valuable first; each account once.

    In a running campaign hourly, and when a post comes of an age at which posts are compared; on a list or on the board daily; else weekly. Deleted content is looked for as often as
    the network's policy asks.
    """
    turns = [iter(_of(workspace, platforms, now)) for workspace in Workspace.objects.order_by("pk")]
    found: dict[int, Due] = {}
    while turns:
        for turn in list(turns):
            due = next((one for one in turn if one.account.pk not in found), None)
            if due is None:
                turns.remove(turn)
            else:
                found[due.account.pk] = due
    return list(found.values())


def due_looks(plugin: Plugin, now: datetime) -> list[Due]:
    """Whose newest posts a running campaign waits for, the longest unlooked first. They are looked for every
    `look_every` seconds, less often where half of the daily limit would be passed, and never where posts cost money:
    there the hourly refresh must do."""
    if plugin.monthly_money is not None:
        return []
    at_work = Participant.objects.filter(state__in=AT_WORK, campaign__state=Campaign.State.RUNNING)
    accounts = Account.objects.filter(
        workspace=None,
        platform__in=plugin.serves,
        creators__participations__in=at_work,
        sync__refreshed_at__isnull=False,
    ).distinct()
    every = timedelta(seconds=look_every(plugin.look_every, plugin.daily_units, accounts.count()))
    may = Q(sync__wait_until=None) | Q(sync__wait_until__lte=now)
    late = Q(sync__looked_at=None) | Q(sync__looked_at__lte=now - every)
    waiting = accounts.filter(may, late).select_related("sync")
    return [Due(account, "look") for account in waiting.order_by(F("sync__looked_at").asc(nulls_first=True), "pk")]


def look_every(seconds: int, daily_units: int | None, accounts: int) -> float:
    """Seconds between two looks at one account so that all of them take half of the daily limit at most."""
    return float(seconds) if not daily_units else max(float(seconds), accounts * 86_400 / (daily_units / 2))


def _of(workspace: Workspace, platforms: Collection[str], now: datetime) -> list[Due]:
    found: dict[int, Due] = {}
    for due in _by_value(workspace, platforms, now):
        found.setdefault(due.account.pk, due)
        if len(found) >= MOST_PER_WORKSPACE:
            break
    return list(found.values())


def _by_value(workspace: Workspace, platforms: Collection[str], now: datetime) -> Iterator[Due]:
    people = Creator.objects.of(workspace)
    for creators, every in ((_at_work(workspace), HOURLY), (_near(workspace), DAILY), (people, WEEKLY)):
        followed = _waiting(workspace, platforms, now).filter(workspace=None, creators__in=creators)
        late = Q(sync__refreshed_at=None) | Q(sync__refreshed_at__lte=now - every)
        if every == HOURLY:
            late |= Q(Exists(_come_of_age(now)))
        yield from (Due(account, "refresh") for account in _first(followed.filter(late)))
        own = _waiting(workspace, platforms, now).filter(~Q(handle=""), workspace=workspace, creators__in=creators)
        # Matching a file's people with profiles is what some networks' terms forbid.
        own = own.exclude(platform__in=platforms_that_may_not("may_match"))
        yield from (Due(account, "follow") for account in _first(own.filter(sync__refreshed_at=None)))
    holding = Post.objects.filter(workspace=None, gone_at=None).values("account")
    checks = _waiting(workspace, platforms, now).filter(
        _unchecked(now), workspace=None, creators__in=people, pk__in=holding
    )
    yield from (Due(account, "check") for account in _first(checks))


def _come_of_age(now: datetime) -> QuerySet[Post]:
    """Posts of the programme that have reached one of the AGES since their account was refreshed: their figures are read
    then, so that every post is compared at the same age."""
    reached = Q()
    for age in AGES.values():
        reached |= Q(published_at__lte=now - age, published_at__gt=OuterRef("sync__refreshed_at") - age)
    return Post.objects.filter(reached, account=OuterRef("pk"), gone_at=None, matches__isnull=False)


def _unchecked(now: datetime) -> Q:
    """Accounts whose kept posts must be looked for again, by what their network's policy asks."""
    found = Q(sync__checked_at=None)
    for name, policy in policies().items():
        found |= Q(platform__in=plugin_named(name).serves, sync__checked_at__lte=now - policy.check_every)
    return found


def _at_work(workspace: Workspace) -> QuerySet[Creator]:
    at_work = Participant.objects.of(workspace).filter(state__in=AT_WORK, campaign__state=Campaign.State.RUNNING)
    found: QuerySet[Creator] = Creator.objects.of(workspace).filter(pk__in=at_work.values("creator"))
    return found


def _near(workspace: Workspace) -> QuerySet[Creator]:
    board = Relationship.objects.of(workspace).exclude(stage__in=SET_ASIDE).values("creator")
    listed = ListEntry.objects.filter(list__workspace=workspace).values("creator")
    found: QuerySet[Creator] = Creator.objects.of(workspace).filter(Q(pk__in=board) | Q(pk__in=listed))
    return found


def _waiting(workspace: Workspace, platforms: Collection[str], now: datetime) -> QuerySet[Account]:
    may = Q(sync__wait_until=None) | Q(sync__wait_until__lte=now)
    if workspace.is_demo:
        # Its people are made up, except those that somebody read from a network.
        may &= Q(sync__isnull=False)
    return Account.objects.filter(may, platform__in=platforms).select_related("sync")


def _first(accounts: QuerySet[Account]) -> QuerySet[Account]:
    return accounts.distinct().order_by(F("sync__refreshed_at").asc(nulls_first=True), "pk")[:MOST_PER_WORKSPACE]
