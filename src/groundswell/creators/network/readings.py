"""Figures of the network as time series: kept when they changed, and now and then when they did not."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from groundswell.creators.imports.writing import bulk
from groundswell.creators.models import Account, Post, Reading

REPEAT_AFTER = timedelta(hours=20)
COLUMNS = ("metric", "value", "source", "observed_at")


def keep_readings(
    of: Mapping[int, Mapping[str, float]],
    *,
    kind: type[Account] | type[Post],
    source: str,
    at: datetime,
    known: Collection[int] | None = None,
) -> int:
    """Keeps the public figures of accounts or posts (id → metric → value) that differ from the last reading, or whose
    last reading is some 20 hours old; so a gap in the series is a gap in reading. Answers how many.

    `known`: those that may have readings already, where the caller knows; else all may.
    """
    field = "account_id" if kind is Account else "post_id"
    recent = Reading.objects.filter(
        **{f"{field}__in": list(of if known is None else known)}, workspace=None, source=source,
        observed_at__gt=at - REPEAT_AFTER,
    )  # fmt: skip
    last: dict[tuple[int, str], float] = {
        (pk, metric): value
        for pk, metric, value in recent.order_by("observed_at", "pk").values_list(field, "metric", "value")
    }
    moment = bulk.moment(at)
    new = [
        (pk, metric, float(value), source, moment)
        for pk, figures in of.items()
        for metric, value in figures.items()
        if last.get((pk, metric)) != float(value)
    ]
    bulk.insert(Reading, (field, *COLUMNS), new, "DO NOTHING")
    return len(new)
