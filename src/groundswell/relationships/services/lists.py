"""Named lists of creators."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.relationships.models import CreatorList, ListEntry
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services.events import belongs
from groundswell.relationships.services.tracking import track_creators


@transaction.atomic
def create_list(*, workspace: Workspace, name: str, slug: str = "") -> CreatorList:
    """Makes an empty list; `Conflict` when one of that name or slug is there already."""
    name = clean_text(name, "name", 120)
    slug = slugify(slug or name)[:60]
    if not slug:
        raise BadInput("A list needs a name with letters or digits.", where="name")
    if CreatorList.objects.of(workspace).filter(slug=slug).exists():
        raise Conflict(f"There is already a list “{slug}”.", where="name")
    return CreatorList.objects.create(workspace=workspace, name=name, slug=slug)


@transaction.atomic
def add_to_list(
    *,
    workspace: Workspace,
    creators: Iterable[Creator],
    list: CreatorList | None = None,  # the word people use
    list_name: str = "",
    user: User | None = None,
) -> int:
    """Adds creators to a list, given or named (made when missing), and puts them on the board; answers how many were new."""
    target = list or _list_named(workspace, list_name)
    if target.workspace_id != workspace.pk:
        raise NotFound("There is no such list in this workspace.", where=f"list {target.pk}")
    wanted = {creator.pk: creator for creator in creators}
    for creator in wanted.values():
        belongs(workspace, creator)
    present = set(target.entries.values_list("creator_id", flat=True))
    new = [creator for pk, creator in wanted.items() if pk not in present]
    ListEntry.objects.bulk_create(
        [ListEntry(list=target, creator=creator, added_by=user) for creator in new],
        ignore_conflicts=True,
        batch_size=200,
    )
    track_creators(workspace=workspace, creators=new, user=user)
    return len(new)


@transaction.atomic
def remove_from_list(*, workspace: Workspace, list: CreatorList, creators: Iterable[Creator]) -> int:
    """Takes creators off a list; answers how many were on it."""
    if list.workspace_id != workspace.pk:
        raise NotFound("There is no such list in this workspace.", where=f"list {list.pk}")
    removed, _ = list.entries.filter(creator__in=[creator.pk for creator in creators]).delete()
    return removed


@transaction.atomic
def delete_list(*, workspace: Workspace, list: CreatorList) -> None:
    """Deletes a list; the creators on it stay."""
    CreatorList.objects.of(workspace).filter(pk=list.pk).delete()


def _list_named(workspace: Workspace, name: str) -> CreatorList:
    found: CreatorList | None = CreatorList.objects.of(workspace).filter(slug=slugify(name)[:60]).first()
    return found or create_list(workspace=workspace, name=name)
