"""The same change for many creators at once; all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.relationships.models import Relationship
from groundswell.relationships.services.details import set_tags, update_relationship
from groundswell.relationships.services.stages import move_stage

MOST = 1_000


class Changed(NamedTuple):
    """How many creators are different now, and how many were so before."""

    changed: int
    unchanged: int


def chosen_creators(workspace: Workspace, ids: Iterable[int]) -> list[Creator]:
    """The creators by name; `BadInput` for nobody or more than MOST, `NotFound` when one is not of this workspace."""
    wanted = set(ids)
    if not wanted:
        raise BadInput("Nobody is selected.", where="ids", cure="Tick the boxes of some rows first.")
    if len(wanted) > MOST:
        raise BadInput(f"At most {MOST:,} creators at a time.", where="ids")
    found = list(Creator.objects.of(workspace).filter(pk__in=wanted).order_by("name", "pk"))
    if missing := wanted - {creator.pk for creator in found}:
        raise NotFound("Some of these creators are not in this workspace.", where=f"creator {min(missing)}")
    return found


@transaction.atomic
def change_many(
    *,
    workspace: Workspace,
    creators: Sequence[Creator],
    stage: str = "",
    reason: str = "",
    details: Mapping[str, object] | None = None,
    add_tags: object = "",
    user: User | None = None,
) -> Changed:
    """Moves them, edits their `details` (as in `update_relationship`) and adds tags; whoever is so already is left alone."""
    before = _stamps(workspace, creators)
    for creator in creators:
        if stage:
            move_stage(workspace=workspace, creator=creator, stage=stage, user=user, reason=reason)
        if details:
            update_relationship(workspace=workspace, creator=creator, changes=details, user=user)
        if add_tags:
            set_tags(workspace=workspace, creator=creator, tags=add_tags, user=user, keep=True)
    after = _stamps(workspace, creators)
    changed = sum(after.get(creator.pk) != before.get(creator.pk) for creator in creators)
    return Changed(changed, len(creators) - changed)


def _stamps(workspace: Workspace, creators: Sequence[Creator]) -> dict[int, tuple[object, ...]]:
    """What tells a changed relationship from an unchanged one, by creator."""
    rows = Relationship.objects.of(workspace).filter(creator__in=creators).prefetch_related("tags")
    return {row.creator_id: (row.changed_at, *sorted(tag.pk for tag in row.tags.all())) for row in rows}
