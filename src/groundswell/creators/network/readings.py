"""Figures of the network as time series: kept when they changed, and now and then when they did not."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from groundswell.creators.models import Account, Post, Reading

REPEAT_AFTER = timedelta(hours=20)

Series = tuple[int, str]


def keep_readings(
    of: Mapping[int, Mapping[str, float]], *, kind: type[Account] | type[Post], source: str, at: datetime
) -> int:
    """Keeps the figures of accounts or posts (id → metric → value) that differ from the last reading, or whose last
    reading is some 20 hours old; so a gap in the series is a gap in reading. Answers how many."""
    field = "account_id" if kind is Account else "post_id"
    recent = Reading.objects.filter(
        **{f"{field}__in": list(of)}, workspace=None, source=source, observed_at__gt=at - REPEAT_AFTER
    )
    last: dict[Series, float] = {
        (pk, metric): value
        for pk, metric, value in recent.order_by("observed_at", "pk").values_list(field, "metric", "value")
    }
    new = [
        Reading(**{field: pk}, workspace=None, metric=metric, value=float(value), source=source, observed_at=at)
        for pk, metric, value in _flat(of)
        if last.get((pk, metric)) != float(value)
    ]
    Reading.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _flat(of: Mapping[int, Mapping[str, float]]) -> Iterable[tuple[int, str, float]]:
    return ((pk, metric, value) for pk, figures in of.items() for metric, value in figures.items())
