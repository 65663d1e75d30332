"""To be forgotten: everything that hangs on a creator goes, save what the law makes the brand keep, and that without a name.

Rooms say what they keep (`keep_row`); whatever they do not name is deleted, so a table added tomorrow is covered.
"""

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.db import models, transaction
from django.db.models.functions import Cast

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.consent.withdrawing import remove_posts, withdraw_all
from groundswell.creators.models import Account, ConsentLink, Creator, CreatorRequest, Post, SourceRecord
from groundswell.creators.network.forgetting import BLANK_ACCOUNT
from groundswell.kit import clock
from groundswell.kit.errors import NotFound

SALT, VALID_SECONDS = "groundswell.erasure", 14 * 24 * 3600
Before = Callable[[Workspace, Creator], None]
_kept: dict[type[models.Model], Before | None] = {}
_before: list[Before] = []
BLANK: dict[str, Any] = {
    "email": "", "phone": "", "gender": "", "country": "", "city": "", "language": "", "address": {}, "topics": [],
}  # fmt: skip


def keep_row(model: type[models.Model], strip: Before | None = None) -> None:
    """Rows of the model stay when their creator is erased; `strip` takes out of them what need not stay."""
    _kept[model] = strip


def before_erasure(act: Before) -> None:
    """What a room has to do while the creator's address is still known."""
    if act not in _before:
        _before.append(act)


@transaction.atomic
def request_erasure(*, creator: Creator) -> CreatorRequest:
    """Asks to be forgotten; once more is the request that waits."""
    made, new = CreatorRequest.objects.of(creator.workspace).get_or_create(
        creator=creator, kind=CreatorRequest.Kind.ERASURE, state=CreatorRequest.State.WAITING,
        defaults={"workspace": creator.workspace},
    )  # fmt: skip
    if new:
        record_audit(
            workspace=creator.workspace, user=None, action="own_record.erasure_asked", subject=f"creator {creator.pk}"
        )
    found: CreatorRequest = made
    return found


def erasure_token(request: CreatorRequest) -> str:
    """For the link in the mail that confirms; holds 14 days."""
    return signing.dumps(request.pk, salt=SALT)


def request_of_token(token: str) -> CreatorRequest:
    """The erasure that the link is about, while it waits; `NotFound` for every other token."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        pk = 0
    waiting = CreatorRequest.objects.filter(pk=pk, kind=CreatorRequest.Kind.ERASURE, state=CreatorRequest.State.WAITING)
    found: CreatorRequest | None = waiting.select_related("workspace", "creator").first()
    if found is None:
        raise NotFound("This link is used up, or its address is not whole.", cure="Ask again from your own page.")
    return found


def confirm_erasure(*, token: str) -> CreatorRequest:
    """Who reads the creator's mail stands behind the wish; again changes nothing."""
    found = request_of_token(token)
    if found.confirmed_at is None:
        found.confirmed_at = clock.now()
        found.save(update_fields=["confirmed_at"])
    return found


@transaction.atomic
def erase_creator(*, workspace: Workspace, creator: Creator, user: User | None = None) -> bool:
    """Forgets a person. Answers whether a nameless row had to stay because something must be kept with it."""
    if creator.workspace_id != workspace.pk:
        raise NotFound("There is no such creator in this workspace.", where=f"creator {creator.pk}")
    pk = creator.pk
    for act in _before:
        act(workspace, creator)
    for link in ConsentLink.objects.of(workspace).filter(creator=creator, revoked_at=None):
        withdraw_all(link=link)
    _drop_words(workspace, creator)
    held = _drop_rows(creator)
    _drop_accounts(workspace, creator)
    CreatorRequest.objects.of(workspace).filter(creator=creator).update(value="")
    if held:
        Creator.objects.filter(pk=pk).update(**BLANK, name=f"Erased person {pk}", changed_at=clock.now())
    else:
        creator.delete()
    record_audit(
        workspace=workspace, user=user, action="creator.erased", subject=f"creator {pk}", detail={"kept": held}
    )
    return held


def _drop_rows(creator: Creator) -> bool:
    held = False
    for relation in creator._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: creator})
        if relation.related_model in (CreatorRequest, Creator.accounts.through):
            continue
        if relation.related_model not in _kept:
            rows.delete()
        else:
            strip = _kept[relation.related_model]
            if strip is not None:
                strip(creator.workspace, creator)
            held = held or rows.exists()
    return held


def _drop_words(workspace: Workspace, creator: Creator) -> None:
    """The raw rows of files that named the person, and what the audit said of them; that it happened stays."""
    handles = creator.accounts.exclude(handle="").values_list("handle", flat=True)
    values = [*creator.keys.values_list("value", flat=True), *handles, creator.email]
    named = models.Q(pk=None)
    for value in filter(None, values):
        named |= models.Q(words__icontains=f'"{value}"')
    records = SourceRecord.objects.of(workspace).annotate(words=Cast("raw", models.TextField()))
    records.filter(named).delete()
    AuditEntry.objects.of(workspace).filter(subject=f"creator {creator.pk}").update(detail={})


def _drop_accounts(workspace: Workspace, creator: Creator) -> None:
    """Public profiles are let go of; the workspace's own go, bare rows staying where an agreement hangs on a post."""
    own = list(creator.accounts.filter(workspace=workspace).annotate(people=models.Count("creators")).filter(people=1))
    creator.accounts.clear()
    for account in own:
        remove_posts(Post.objects.filter(account=account, workspace=workspace))
        if Post.objects.filter(account=account).exists():
            Account.objects.filter(pk=account.pk).update(
                **BLANK_ACCOUNT, handle="", external_id=f"erased-{account.pk}", listed=False, source="",
                changed_at=clock.now(),
            )  # fmt: skip
        else:
            account.delete()
