"""What `changed_at` alone does not tell: accounts that went away, and people and posts that changed beside an account."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from groundswell.creators.models import Account, Creator, ImportRun, Post
from groundswell.discovery import index
from groundswell.kit import clock

FEW = 500
_gone: set[int] = set()


def connect() -> None:
    """Called once when Django is ready."""
    post_delete.connect(account_deleted, sender=Account, dispatch_uid="discovery.account_deleted")
    post_save.connect(creator_saved, sender=Creator, dispatch_uid="discovery.creator_saved")
    pre_delete.connect(creator_leaving, sender=Creator, dispatch_uid="discovery.creator_leaving")
    post_save.connect(post_saved, sender=Post, dispatch_uid="discovery.post_saved")
    post_save.connect(import_saved, sender=ImportRun, dispatch_uid="discovery.import_saved")
    m2m_changed.connect(accounts_tied, sender=Creator.accounts.through, dispatch_uid="discovery.accounts_tied")


def account_deleted(instance: Account, **_: Any) -> None:
    _gone.add(instance.pk)
    transaction.on_commit(remove_gone)


def creator_saved(instance: Creator, created: bool, **_: Any) -> None:
    # A new creator has no accounts yet.
    if not created:
        instance.accounts.update(changed_at=clock.now())


def post_saved(instance: Post, **_: Any) -> None:
    Account.objects.filter(pk=instance.account_id).update(changed_at=clock.now())


def import_saved(instance: ImportRun, **_: Any) -> None:
    # A search writes only a little into the index; a large import is taken over by a job at once.
    if instance.state == ImportRun.State.DONE and instance.created + instance.updated > FEW:
        transaction.on_commit(enqueue_sync)


def creator_leaving(instance: Creator, **_: Any) -> None:
    instance.accounts.update(changed_at=clock.now())


def accounts_tied(instance: Creator | Account, action: str, pk_set: set[int] | None, **_: Any) -> None:
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    if isinstance(instance, Account):
        tied = Account.objects.filter(pk=instance.pk)
    else:
        tied = instance.accounts.all() if action == "pre_clear" else Account.objects.filter(pk__in=pk_set or ())
    tied.update(changed_at=clock.now())


def enqueue_sync() -> None:
    from groundswell.discovery.tasks import sync_index

    sync_index.enqueue()


def remove_gone() -> None:
    """One commit of the index for all accounts that one transaction deleted."""
    ids = [_gone.pop() for _ in range(len(_gone))]
    index.remove(ids)
