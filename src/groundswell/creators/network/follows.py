"""Follow lists, page by page."""

from collections.abc import Sequence
from datetime import datetime

from groundswell.creators.imports.writing import bulk
from groundswell.creators.models import Account, FollowEdge
from groundswell.kit.storable import storable
from groundswell.platforms.facts import Direction, ProfileFacts

COLUMNS = ("account_id", "direction", "external_id", "handle", "first_seen_at", "last_seen_at")
UPSERT = """(account_id, direction, external_id)
  DO UPDATE SET handle = excluded.handle, last_seen_at = excluded.last_seen_at"""


def save_follows(account: Account, direction: Direction, people: Sequence[ProfileFacts], *, at: datetime) -> int:
    """Keeps who is on a page of the list; seen again, only the time and the handle change. Answers how many."""
    moment = bulk.moment(at)
    rows = {
        person.external_id: (
            account.pk,
            direction,
            person.external_id[:255],
            storable(person.handle)[:255],
            moment,
            moment,
        )
        for person in people
        if person.external_id
    }
    bulk.insert(FollowEdge, COLUMNS, list(rows.values()), UPSERT)
    return len(rows)


def take_off_who_left(account: Account, direction: str, *, before: datetime) -> int:
    """After the whole list was read: whoever was not on it since `before` is taken off. Answers how many."""
    left, _ = FollowEdge.objects.filter(account=account, direction=direction, last_seen_at__lt=before).delete()
    return left
