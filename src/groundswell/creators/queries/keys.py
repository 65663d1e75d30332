"""Who a key stands for: e-mail address, profile, or an id out of a file."""

from collections.abc import Iterable

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, CreatorKey
from groundswell.creators.rules import fold_email, own_number

CHUNK = 900  # below SQLite's traditional limit of 999 parameters


def creators_by_file_id(workspace: Workspace, ids: Iterable[str], kind: str = "id:file") -> dict[str, int]:
    """File id → primary key of the creator; unknown ids are left out."""
    wanted = sorted(set(ids))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = CreatorKey.objects.of(workspace).filter(kind=kind, value__in=wanted[start : start + CHUNK])
        found.update(rows.values_list("value", "creator_id"))
    return found


def creators_by_own_id(workspace: Workspace, ids: Iterable[str]) -> dict[str, int]:
    """`SLUG:NUMBER`, as exports name creators → primary key: of this workspace, or brought in from another's export."""
    wanted = set(ids)
    found = creators_by_file_id(workspace, wanted, "id:groundswell")
    own = {pk: text for text in wanted if (pk := own_number(text, workspace.slug))}
    here = Creator.objects.of(workspace).filter(pk__in=own).values_list("pk", flat=True) if own else ()
    return found | {own[pk]: pk for pk in here}


def creator_by_email(workspace: Workspace, email: str) -> Creator | None:
    """The creator that this address identifies."""
    key = CreatorKey.objects.of(workspace).select_related("creator")
    row = key.filter(kind="email", value=fold_email(email)).first()
    return row.creator if row else None


def creator_by_account(workspace: Workspace, platform: str, handle: str) -> Creator | None:
    """The creator that this profile belongs to in the workspace."""
    accounts = Account.objects.visible_to(workspace).filter(platform=platform, handle=handle)
    found: Creator | None = Creator.objects.of(workspace).filter(accounts__in=accounts).order_by("pk").first()
    return found
