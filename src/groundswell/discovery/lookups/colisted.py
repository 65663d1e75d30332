"""Accounts with the same followers, by their own lists of followers: of those who follow one, how many follow another,
against everybody who follows any of these accounts."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from django.core.cache import cache
from django.db.models import Count, Max, Min, Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, FollowEdge, NetworkPass
from groundswell.discovery.affinity import Counts, rank
from groundswell.discovery.customers.liked import Liked, with_accounts
from groundswell.discovery.customers.lists import own_accounts
from groundswell.platforms.addresses import Profile

FEWEST_FOLLOWERS, FEWEST_LISTS = 30, 10
WHOLE = 0.95  # of the followers that the profile shows, which includes accounts that are hidden
TOGETHER = 2  # followers in common below which an account is not told
KEPT = 86_400  # seconds; a list that is read anew is counted at once
SOURCE = "Whole lists of followers of profiles in the catalogue, as their network told them"


@dataclass(frozen=True, slots=True)
class Lists:
    """The whole lists of followers of one network: by account how many are on it; and how many people are on any list."""

    sizes: dict[int, int]
    people: int
    read_from: datetime | None
    read_until: datetime | None


@dataclass(frozen=True, slots=True)
class CoListed:
    """`followers` people are on the account's list, `others` only on those of other accounts, `lists` of which are whole. Where nothing can
    be told, `why` says the reason."""

    followers: int
    others: int
    lists: int
    read_from: datetime | None
    read_until: datetime | None
    rows: list[Liked]
    why: str = ""
    source: str = SOURCE

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        names = ("followers", "others", "lists", "read_from", "read_until", "source", "why")
        return {name: getattr(self, name) for name in names} | {"results": [row.as_dict() for row in self.rows]}


def co_listed(workspace: Workspace, profile: Profile, *, leave_out: Collection[str], most: int) -> CoListed:
    """Of a profile of the catalogue, best first by the lower end of the lift. Left out are `leave_out` (handles of the
    brand), customers, and who asked not to be found."""
    same = Q(handle=profile.handle) | Q(external_id=profile.handle)
    account = Account.objects.filter(same, workspace=None, platform=profile.platform).first()
    held = _lists(profile.platform)
    size = held.sizes.get(account.pk, 0) if account else 0
    told = CoListed(size, held.people - size, len(held.sizes) - (size > 0), held.read_from, held.read_until, [])
    if account is None:
        return replace(told, why="The profile is not in the catalogue.")
    if why := _why_not(told, account):
        return replace(told, why=why)
    rows = rank(_counts(workspace, account, held, leave_out), "exclusive", most).results
    return replace(told, rows=with_accounts(workspace, rows))


def _why_not(told: CoListed, account: Account) -> str:
    if not told.followers:
        shown = "" if account.followers is None else f" of {account.followers:,}"
        return f"Its list of followers{shown} was not read to the end."
    if told.followers < FEWEST_FOLLOWERS:
        return f"Only {told.followers} follow it; it takes {FEWEST_FOLLOWERS}."
    if told.lists < FEWEST_LISTS:
        return f"Only {told.lists} other profiles have whole lists of followers; it takes {FEWEST_LISTS}."
    return ""


def _counts(workspace: Workspace, account: Account, held: Lists, leave_out: Collection[str]) -> Counts:
    ours = FollowEdge.objects.filter(account=account, direction="followers").values("external_id")
    theirs = FollowEdge.objects.filter(
        account__platform=account.platform, direction="followers", external_id__in=ours
    ).exclude(account=account)
    both = dict(theirs.values_list("account").annotate(n=Count("pk")))
    own = own_accounts(workspace, account.platform, leave_out)
    others = [pk for pk in held.sizes if pk != account.pk]
    names = {pk: f"{account.platform}:{handle}" for pk, handle in _read(account.platform).values_list("pk", "handle")}
    together = np.array([both.get(pk, 0) for pk in others], dtype=np.int64)
    sizes = np.array([held.sizes[pk] for pk in others], dtype=np.int64)
    left_out = np.array([names.get(pk, "") in own or pk not in names for pk in others], dtype=bool)
    told = np.where(left_out | (together < TOGETHER), 0, together)
    size = held.sizes[account.pk]
    return Counts([names.get(pk, "") for pk in others], told, sizes - together, size, held.people - size)


def _lists(platform: str) -> Lists:
    """Counted anew when a list was read or lost."""
    passes = NetworkPass.objects.filter(what="followers", account__in=_read(platform))
    state = passes.aggregate(n=Count("pk"), newest=Max("pk"), first=Min("read_at"), last=Max("read_at"))
    if not state["n"]:
        return Lists({}, 0, None, None)
    key = f"follower-lists-{platform}-{state['n']}-{state['newest']}-{state['last'].timestamp()}"
    found: Lists | None = cache.get(key)
    if found is None:
        edges = FollowEdge.objects.filter(direction="followers", account__in=_read(platform))
        counts = edges.values_list("account", "account__followers").annotate(n=Count("pk"))
        sizes = {account: n for account, shown, n in counts if n >= WHOLE * (shown or 0)}
        people = edges.values("external_id").distinct().count()
        found = Lists(sizes, people, state["first"], state["last"])
        cache.set(key, found, KEPT)
    return found


def _read(platform: str) -> QuerySet[Account]:
    """Profiles that may be found and whose list was read to its end, or as far as it is read."""
    read = NetworkPass.objects.filter(what="followers", read_at__isnull=False)
    found: QuerySet[Account] = Account.objects.filter(workspace=None, platform=platform, listed=True)
    return found.filter(pk__in=read.values("account")).exclude(handle="")
