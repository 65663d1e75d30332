"""Follow lists, page by page."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from groundswell.creators.models import Account, FollowEdge, NetworkPass
from groundswell.kit.storable import storable
from groundswell.platforms.facts import Direction, ProfileFacts


def save_follows(account: Account, direction: Direction, people: Sequence[ProfileFacts], *, at: datetime) -> int:
    """Keeps who is on a page of the list; seen again, only the time and the handle change. Answers how many."""
    rows = {
        person.external_id: FollowEdge(
            account=account, direction=direction, external_id=person.external_id[:255],
            handle=storable(person.handle)[:255], first_seen_at=at, last_seen_at=at,
        )
        for person in people
        if person.external_id
    }  # fmt: skip
    FollowEdge.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["account", "direction", "external_id"],
        update_fields=["handle", "last_seen_at"],
    )
    return len(rows)


@transaction.atomic
def end_follow_pass(reading: NetworkPass) -> int:
    """The whole list was read: whoever was not on it any more is taken off. Answers how many left."""
    assert reading.started_at is not None  # noqa: S101  # a pass under way has begun
    left, _ = FollowEdge.objects.filter(
        account=reading.account_id, direction=reading.what, last_seen_at__lt=reading.started_at
    ).delete()
    reading.read_at, reading.started_at, reading.cursor, reading.pages = reading.started_at, None, "", 0
    reading.save()
    return left
