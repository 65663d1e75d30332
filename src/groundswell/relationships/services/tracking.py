"""Putting creators on the board."""

from collections.abc import Iterable
from itertools import islice

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import Relationship, TimelineEvent
from groundswell.relationships.services.events import belongs

BATCH = 500


@transaction.atomic
def track_creators(*, workspace: Workspace, creators: Iterable[Creator], user: User | None = None) -> int:
    """Makes a relationship at "identified" for each creator that has none; answers how many were new."""
    new, remaining = 0, iter(creators)
    while batch := list(islice(remaining, BATCH)):
        new += _track_batch(workspace, batch, user)
    return new


def _track_batch(workspace: Workspace, creators: list[Creator], user: User | None) -> int:
    for creator in creators:
        belongs(workspace, creator)
    by_pk = {creator.pk: creator for creator in creators}
    tracked = Relationship.objects.of(workspace).filter(creator__in=by_pk).values_list("creator_id", flat=True)
    for pk in tracked:
        by_pk.pop(pk)
    missing = by_pk.values()
    Relationship.objects.bulk_create(
        [Relationship(workspace=workspace, creator=c) for c in missing], ignore_conflicts=True
    )
    TimelineEvent.objects.bulk_create(
        [
            TimelineEvent(workspace=workspace, creator=c, kind="tracked", text="Added to the board", actor=user)
            for c in missing
        ]
    )
    return len(missing)


def relationship_of(*, workspace: Workspace, creator: Creator) -> Relationship:
    """The relationship with a creator, made at "identified" when there was none; locked until the transaction ends."""
    belongs(workspace, creator)
    relationship, _ = (
        Relationship.objects.of(workspace)
        .select_for_update()
        .get_or_create(creator=creator, defaults={"workspace": workspace})
    )
    return relationship
