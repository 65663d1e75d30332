"""Follow lists, page by page."""

from collections.abc import Sequence
from datetime import datetime

from groundswell.creators.models import Account, FollowEdge
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


def take_off_who_left(account: Account, direction: str, *, before: datetime) -> int:
    """After the whole list was read: whoever was not on it since `before` is taken off. Answers how many."""
    left, _ = FollowEdge.objects.filter(account=account, direction=direction, last_seen_at__lt=before).delete()
    return left
