"""An account's engagement rate out of its own posts, where nobody gave one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Reading
from groundswell.creators.rules import ENGAGEMENT_METRICS, engagement_rate
from groundswell.kit import clock

NEWEST = 50  # posts that count: older ones say little about today
COMPUTED = "computed from "
CHUNK = 500


@transaction.atomic
def refresh_engagement(
    *, workspace: Workspace | None, accounts: Mapping[int, datetime | None], at: datetime, rated: Iterable[int] = ()
) -> None:
    """Brings accounts up to date after posts came: when they last posted (the mapping's value), and the engagement
    rate with its interval, from their newest 50 posts with figures, where followers are known.

    A rate that a file or a vendor gave stays the account's own; the computed one is kept as a reading beside it.
    `rated`: accounts whose file gave a rate per post; they get none computed. `workspace` is None for the public
    catalogue, which takes nothing from what a workspace filed.
    """
    ids, given = sorted(accounts), set(rated)
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        _last_posted({pk: accounts[pk] for pk in part})
        _rates(workspace, [pk for pk in part if pk not in given], at)


def _last_posted(moments: Mapping[int, datetime | None]) -> None:
    for pk, moment in moments.items():
        later = Q(last_posted_at=None) | Q(last_posted_at__lt=moment)
        if moment:
            Account.objects.filter(later, pk=pk).update(last_posted_at=moment)
    Account.objects.filter(pk__in=list(moments)).update(changed_at=clock.now())


def _rates(workspace: Workspace | None, accounts: list[int], at: datetime) -> None:
    found = dict(Account.objects.filter(pk__in=accounts, followers__gt=0).values_list("pk", "followers"))
    foreign = set(
        Reading.objects.visible_to(workspace)
        .filter(account__in=list(found), metric="engagement_rate")
        .exclude(source__startswith=COMPUTED)
        .values_list("account_id", flat=True)
    )
    readings = []
    for pk, engagements in _engagements(workspace, list(found)).items():
        estimate = engagement_rate(engagements, found[pk] or 0)
        if estimate is None:
            continue
        source = f"{COMPUTED}{estimate.sample} post{'s' if estimate.sample > 1 else ''}"
        readings.append(
            Reading(
                workspace=workspace, account_id=pk, metric="engagement_rate", value=estimate.value, low=estimate.low,
                high=estimate.high, sample=estimate.sample, source=source, observed_at=at,
            )
        )  # fmt: skip
        if pk not in foreign:
            Account.objects.filter(pk=pk).update(engagement_rate=estimate.value)
    Reading.objects.bulk_create(readings, ignore_conflicts=True)


def _engagements(workspace: Workspace | None, accounts: list[int]) -> dict[int, list[float]]:
    """Per account, the newest posts' engagements: likes, comments, shares and saves, as far as they are known."""
    rows = (
        Reading.objects.visible_to(workspace)
        .filter(post__account__in=accounts, metric__in=ENGAGEMENT_METRICS)
        .order_by(F("post__published_at").desc(nulls_last=True), "post_id", "observed_at", "pk")
        .values_list("post__account_id", "post_id", "metric", "value")
    )
    posts: dict[int, dict[int, dict[str, float]]] = defaultdict(dict)
    for account, post, metric, value in rows.iterator(chunk_size=5000):
        posts[account].setdefault(post, {})[metric] = value
    return {
        account: [
            sum(figures.values()) for figures in list(of.values())[:NEWEST] if {"likes", "comments"} & figures.keys()
        ]
        for account, of in posts.items()
    }
