"""Two creators become one; nothing of either is lost."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.fields.related import ForeignKey

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Account, Creator, MergeSuggestion
from groundswell.creators.rules import with_topics
from groundswell.creators.services.engagement import refresh_engagement
from groundswell.kit import clock
from groundswell.kit.errors import BadInput

READ = ("followers", "following", "posts_count", "engagement_rate", "read_at", "source")
FILLED = ("email", "phone", "gender", "country", "city", "language")


@transaction.atomic
def merge_creators(*, workspace: Workspace, keep: Creator, absorb: Creator, user: User | None = None) -> Creator:
    """Moves everything of `absorb` to `keep`, in every room, fills what `keep` lacks, and deletes `absorb`.

    Where both have a row that may exist once (both on one list, both in one campaign), `keep`'s stays, takes over
    what hangs on the other, and the other goes. `BadInput` when the two are one or of another workspace.
    """
    if keep.pk == absorb.pk or {keep.workspace_id, absorb.workspace_id} != {workspace.pk}:
        raise BadInput("Two different creators of this workspace are needed.", where="absorb")
    MergeSuggestion.objects.of(workspace).filter(
        models.Q(left=keep, right=absorb) | models.Q(left=absorb, right=keep)
    ).delete()
    _move_references(Creator, keep.pk, absorb.pk)
    _put_in_order(workspace, keep)
    _join_profiles(workspace, keep)
    _fill(keep, absorb)
    detail = {"absorbed": absorb.pk, "name": absorb.name, "email": absorb.email}
    absorb.delete()
    keep.accounts.filter(workspace=workspace).update(changed_at=keep.changed_at)
    record_audit(workspace=workspace, user=user, action="creator.merged", subject=f"creator {keep.pk}", detail=detail)
    return keep


def _put_in_order(workspace: Workspace, keep: Creator) -> None:
    """A pair is written with the older creator left; that is how it is found again."""
    for pair in MergeSuggestion.objects.of(workspace).filter(
        models.Q(right=keep, left_id__gt=keep.pk) | models.Q(left=keep, right_id__lt=keep.pk)
    ):
        pair.left_id, pair.right_id = pair.right_id, pair.left_id
        if MergeSuggestion.objects.of(workspace).filter(left=pair.left_id, right=pair.right_id).exists():
            pair.delete()
        else:
            pair.save(update_fields=["left", "right"])


def _join_profiles(workspace: Workspace, keep: Creator) -> None:
    """A profile of which a file told only the network is the creator's other one there, when there is just one."""
    mine: dict[str, list[Account]] = defaultdict(list)
    for account in keep.accounts.filter(workspace=workspace).order_by("pk"):
        mine[account.platform].append(account)
    for accounts in mine.values():
        named = [account for account in accounts if account.handle]
        if len(named) <= 1:
            stays = (named or accounts)[0]
            for other in accounts:
                if other is not stays:
                    _join(workspace, stays, other)


def _join(workspace: Workspace, stays: Account, other: Account) -> None:
    """`other`'s posts and readings move; the newer figures count."""
    _move_references(Account, stays.pk, other.pk)
    if other.read_at and (stays.read_at is None or stays.read_at < other.read_at):
        for name in READ:
            setattr(stays, name, getattr(other, name))
        stays.save(update_fields=READ)
    other.delete()
    refresh_engagement(workspace=workspace, accounts={stays.pk: other.last_posted_at}, at=clock.now())


def _fill(keep: Creator, absorb: Creator) -> None:
    for name in FILLED:
        if not getattr(keep, name):
            setattr(keep, name, getattr(absorb, name))
    keep.address = {**absorb.address, **keep.address}
    keep.topics = with_topics(keep.topics, absorb.topics)
    keep.changed_at = clock.now()
    keep.save()


def _move_references(model: type[models.Model], keep: Any, absorb: Any) -> None:
    """Points every foreign key and many-to-many row at `keep`, whichever room it lives in."""
    for field in _pointing(model):
        manager = field.model._base_manager
        for row in manager.filter(**{field.attname: absorb}).order_by("pk"):
            _move_row(row, field, keep)


def _pointing(model: type[models.Model]) -> Iterable[ForeignKey[Any, Any]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and isinstance(relation.field, ForeignKey):
            yield relation.field


def _move_row(row: models.Model, field: "ForeignKey[Any, Any]", keep: Any) -> None:
    setattr(row, field.attname, keep)
    try:
        with transaction.atomic():
            row.save(update_fields=[field.name])
    except IntegrityError:
        if _renumber(row, field, keep):
            return
        twin = _twin(row, field, keep)
        if twin is not None:
            _move_references(type(row), twin.pk, row.pk)
        row.delete()


def _renumber(row: models.Model, field: "ForeignKey[Any, Any]", keep: Any) -> bool:
    """Rows that are counted through (versions of an offer) all stay: this one gets the next number."""
    model = type(row)
    for constraint in model._meta.total_unique_constraints:
        others = [name for name in constraint.fields if name != field.name]
        if (
            len(others) == 1
            and len(constraint.fields) == 2
            and isinstance(model._meta.get_field(others[0]), models.IntegerField)
        ):
            highest = model._base_manager.filter(**{field.attname: keep}).aggregate(top=models.Max(others[0]))["top"]
            setattr(row, others[0], (highest or 0) + 1)
            row.save(update_fields=[field.name, others[0]])
            return True
    return False


def _twin(row: models.Model, field: "ForeignKey[Any, Any]", keep: Any) -> models.Model | None:
    """The row of `keep` that stands where this one would go."""
    model = type(row)
    groups = [c.fields for c in model._meta.total_unique_constraints if field.name in c.fields]
    groups += [(field.name,)] if field.unique else []
    groups += [group for group in model._meta.unique_together if field.name in group]
    columns = {one.name: one.attname for one in model._meta.concrete_fields}
    for group in groups:
        facts = {columns[name]: getattr(row, columns[name]) for name in group}
        twin = model._base_manager.filter(**{**facts, field.attname: keep}).exclude(pk=row.pk).first()
        if twin is not None:
            return twin
    return None


@transaction.atomic
def dismiss_suggestion(*, workspace: Workspace, suggestion: MergeSuggestion, user: User | None = None) -> None:
    """Not the same person: the pair is not suggested again."""
    MergeSuggestion.objects.of(workspace).filter(pk=suggestion.pk).update(dismissed_at=clock.now())
    subject = f"creators {suggestion.left_id} and {suggestion.right_id}"
    record_audit(workspace=workspace, user=user, action="merge.dismissed", subject=subject)
