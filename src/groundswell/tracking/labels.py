"""Networks' own labels for paid posts: looked for at participants whose posts are in running campaigns."""

import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db.models import Max, Q

from groundswell.campaigns.models import Campaign
from groundswell.creators.network import read_labels_of
from groundswell.creators.network.labels import BACK
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.errors import Gone
from groundswell.platforms.models import BucketPlace
from groundswell.platforms.queries import standings, tells_labels
from groundswell.platforms.services import open_line
from groundswell.tracking.models import PostMatch
from groundswell.tracking.value import AT_WORK

BUCKET, A_DAY = "labels", 40  # the rest of a day's searches is left for hashtags and mentions
log = structlog.get_logger("groundswell.tracking")


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose labels to look for."""

    platform: str
    handle: str

    @property
    def place(self) -> str:
        return f"{self.platform}:{self.handle}"[:255]


def due_labels(connector: str, networks: Collection[str], now: datetime) -> list[Profile]:
    """Profiles on these networks with posts of the last year, in running campaigns, of which no label is known; the newest
    posts first. Each once a day, whatever came of it."""
    recent = Q(post__published_at=None) | Q(post__published_at__gt=now - BACK)
    unknown = Q(post__paid_label=None) | Q(post__paid_label=False)
    posts = PostMatch.objects.filter(
        recent, unknown, ~Q(post__account__handle=""), workspace__is_demo=False, post__gone_at=None,
        participant__state__in=AT_WORK, participant__campaign__state=Campaign.State.RUNNING,
        post__account__platform__in=networks,
    )  # fmt: skip
    rows = posts.values_list("post__account__platform", "post__account__handle").annotate(newest=Max("at"))
    asked = BucketPlace.objects.filter(connector=connector, bucket=BUCKET, taken_at__gt=now - timedelta(days=1))
    places = set(asked.values_list("item", flat=True))
    profiles = (Profile(platform, handle) for platform, handle, _ in rows.order_by("-newest"))
    return [profile for profile in profiles if profile.place not in places]


def read_due_labels(*, seconds: float) -> dict[str, int]:
    """Looks for labels until `seconds` have passed, on each network at most 40 profiles a day; counts of profiles "read"
    and of errors by code. What goes wrong with one network leaves the others alone."""
    until, counts = time.monotonic() + seconds, Counter({"read": 0})
    for one in standings():
        if one.ready and tells_labels(one.plugin) and "paid_label" in one.capabilities.can:
            counts += _read(one.plugin.name, due_labels(one.plugin.name, one.plugin.serves, clock.now()), until)
    return {"read": 0, **counts}


def _read(connector: str, due: list[Profile], until: float) -> Counter[str]:
    counts: Counter[str] = Counter()
    if not due:
        return counts
    with open_line(connector) as line:
        for profile in due:
            if time.monotonic() > until:
                break
            try:
                line.wire.take(BUCKET, profile.place, most=A_DAY, days=1)
                read_labels_of(line, profile.platform, profile.handle)
                counts["read"] += 1
            except GroundswellError as error:
                counts[error.code] += 1
                log.warning("labels.unread", connector=connector, error=error.code)
                if not isinstance(error, Gone):
                    break
    return counts
