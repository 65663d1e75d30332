"""Figures of accounts and posts, each with source and date."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Post, Reading
from groundswell.kit import clock

FIGURES = {"followers": int, "following": int, "posts_count": int, "engagement_rate": float}


@transaction.atomic
def record_readings(
    *,
    workspace: Workspace | None,
    subject: Account | Post,
    values: Mapping[str, float],
    source: str,
    observed_at: datetime | None = None,
) -> int:
    """Keeps one reading per metric and answers how many were new; the same one twice is kept once.

    Rates are 0 to 1, counts whole. An account's newest figures follow, unless they were observed later.
    `workspace` is None for the public catalogue.
    """
    at = observed_at or clock.now()
    of = {"account": subject} if isinstance(subject, Account) else {"post": subject}
    known = set(
        Reading.objects.visible_to(workspace)
        .filter(**of, source=source, observed_at=at, metric__in=list(values))
        .values_list("metric", flat=True)
    )  # fmt: skip
    new = [
        Reading(workspace=workspace, metric=metric, value=value, source=source, observed_at=at, **of)
        for metric, value in values.items()
        if metric not in known
    ]
    Reading.objects.bulk_create(new)
    if isinstance(subject, Account) and new:
        _refresh(subject, values, source, at)
    return len(new)


def _refresh(account: Account, values: Mapping[str, float], source: str, at: datetime) -> None:
    if account.read_at and account.read_at > at:
        return
    for metric, kind in FIGURES.items():
        if metric in values:
            setattr(account, metric, kind(values[metric]))
    account.read_at, account.source, account.changed_at = at, source, clock.now()
    account.save(update_fields=[*FIGURES, "read_at", "source", "changed_at"])
