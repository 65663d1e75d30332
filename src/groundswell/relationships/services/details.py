"""What the team writes beside a creator: owner, fit, summary, next step, reason, tags."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships.models import Relationship, Tag
from groundswell.relationships.rules import clean_changes, clean_tags
from groundswell.relationships.services.events import record_event
from groundswell.relationships.services.tracking import relationship_of

LABELS = {
    "owner": "Owner",
    "fit": "Fit",
    "summary": "Summary",
    "values": "Values",
    "next_step": "Next step",
    "next_step_on": "Date of the next step",
    "reason": "Reason",
}


@transaction.atomic
def update_relationship(
    *, workspace: Workspace, creator: Creator, changes: Mapping[str, object], user: User | None = None
) -> Relationship:
    """Stores edited fields (`rules.EDITABLE`), as typed by people or as values; what did not change leaves no trace.

    `owner` is a user's id (or a User) with a seat in the workspace, or empty for nobody.
    """
    relationship = relationship_of(workspace=workspace, creator=creator)
    cleaned = clean_changes(changes)
    if "owner" in cleaned:
        cleaned["owner"] = member(workspace, cleaned["owner"], "owner")
    old = {field: getattr(relationship, field) for field in cleaned}
    changed = {field: value for field, value in cleaned.items() if value != old[field]}
    if not changed:
        return relationship
    for field, value in changed.items():
        setattr(relationship, field, value)
    relationship.changed_at = clock.now()
    relationship.save(update_fields=[*changed, "changed_at"])
    detail = {field: [_plain(old[field]), _plain(value)] for field, value in changed.items()}
    record_audit(
        workspace=workspace, user=user, action="relationship.update", subject=f"creator {creator.pk}", detail=detail
    )
    text = "; ".join(f"{LABELS[field]}: {_plain(value) or 'cleared'}" for field, value in changed.items())
    record_event(workspace=workspace, creator=creator, kind="changed", text=text, detail=detail, actor=user)
    return relationship


@transaction.atomic
def note_reasons(*, workspace: Workspace, reasons: Mapping[int, str], user: User | None = None) -> int:
    """Why these creators (by id) were chosen, for those on the board of whom nobody has said it yet; answers how many.

    One entry in the audit for all: it is one decision.
    """
    rows = list(Relationship.objects.of(workspace).filter(creator__in=reasons.keys(), reason=""))
    for row in rows:
        row.reason, row.changed_at = reasons[row.creator_id], clock.now()
    Relationship.objects.bulk_update(rows, ["reason", "changed_at"], batch_size=200)
    if rows:
        detail = {str(row.creator_id): row.reason for row in rows}
        record_audit(workspace=workspace, user=user, action="reasons.noted", subject="creators", detail=detail)
    return len(rows)


@transaction.atomic
def set_tags(
    *, workspace: Workspace, creator: Creator, tags: object, user: User | None = None, keep: bool = False
) -> list[str]:
    """Gives a creator exactly these tags ("a, b" or a list), or adds them when `keep`; new names are made.

    Answers the creator's tags afterwards, sorted. "Vegan" and "vegan" are one tag.
    """
    relationship = relationship_of(workspace=workspace, creator=creator)
    names = clean_tags(tags)
    known = {tag.name.casefold(): tag for tag in Tag.objects.of(workspace)}
    wanted = [known.get(n.casefold()) or Tag.objects.create(workspace=workspace, name=n) for n in names]
    before = sorted(tag.name for tag in relationship.tags.all())
    if keep:
        relationship.tags.add(*wanted)
    else:
        relationship.tags.set(wanted)
    after = sorted(tag.name for tag in relationship.tags.all())
    if after != before:
        record_event(
            workspace=workspace,
            creator=creator,
            kind="changed",
            text=f"Tags: {', '.join(after) or 'none'}",
            detail={"tags": [before, after]},
            actor=user,
        )
    return after


def member(workspace: Workspace, value: object, where: str) -> User | None:
    """Who has a seat in the workspace: a user, their id or their address; None when empty, else `BadInput`."""
    if value is None or value == "":
        return None
    text = str(value.pk if isinstance(value, User) else value).strip()
    whose = {"user_id": int(text)} if text.isdecimal() else {"user__email": text.lower()}
    seat = Membership.objects.of(workspace).select_related("user").filter(**whose).first()
    if seat is None:
        raise BadInput(f"The {where} must be a member of this workspace.", where=where)
    found: User = seat.user
    return found


def _plain(value: object) -> str | int | None:
    if isinstance(value, User):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) or value is None else str(value)
