"""How fast accounts grow and how often they post."""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from groundswell.creators.models import AccountSync, Post, Reading
from groundswell.kit import clock

MONTH, READ_BACK, APART = timedelta(days=30), timedelta(days=60), timedelta(days=14)
WEEKS, READ_LATELY = 4, timedelta(days=7)


def growths(readings: QuerySet[Reading]) -> dict[int, float]:
    """Followers gained in 30 days as a share, by account, from the first and last reading of the last 60 days; accounts
    whose readings lie less than a fortnight apart are left out."""
    rows = readings.filter(account__isnull=False, metric="followers", observed_at__gt=clock.now() - READ_BACK)
    ends: dict[int, list[tuple[datetime, float]]] = {}
    for pk, at, value in rows.order_by("observed_at").values_list("account_id", "observed_at", "value").iterator():
        if pk is not None and value > 0:
            ends.setdefault(pk, [(at, value)])[1:] = [(at, value)]
    return {
        pk: (last[1] / first[1]) ** (MONTH / (last[0] - first[0])) - 1
        for pk, (first, *rest) in ends.items()
        for last in rest
        if last[0] - first[0] >= APART
    }


def paces(posts: QuerySet[Post]) -> dict[int, float]:
    """Posts a week over the last four, by account; accounts that were not read from their network within a week are
    left out: what is not read is unknown, not nothing. Who posted nothing has 0."""
    read = AccountSync.objects.filter(refreshed_at__gt=clock.now() - READ_LATELY, account__posts__in=posts)
    known = dict.fromkeys(read.values_list("account_id", flat=True), 0.0)
    recent = posts.filter(published_at__gt=clock.now() - timedelta(weeks=WEEKS))
    counts = recent.values("account_id").annotate(count=Count("pk")).values_list("account_id", "count")
    return known | {pk: count / WEEKS for pk, count in counts if pk in known}
