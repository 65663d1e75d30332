"""Shops that send signed events."""

from django.conf import settings
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import new_token
from groundswell.kit.secret_box import SecretBox
from groundswell.links.models import Store


@transaction.atomic
def create_store(
    *, workspace: Workspace, name: str, secret: str, kind: str = "shopify", user: User | None = None
) -> Store:
    """A store whose events arrive at `/hooks/KIND/TOKEN`; its secret is kept encrypted."""
    name = name.strip()[:120]
    if not name:
        raise BadInput("The store needs a name.", where="name")
    store = Store.objects.create(workspace=workspace, kind=kind, name=name, token=new_token(), secret=_sealed(secret))
    record_audit(workspace=workspace, user=user, action="store.created", subject=name, detail={"kind": kind})
    return store


@transaction.atomic
def replace_secret(*, store: Store, secret: str, user: User | None = None) -> None:
    store.secret = _sealed(secret)
    store.save(update_fields=["secret"])
    record_audit(workspace=store.workspace, user=user, action="store.secret_replaced", subject=store.name)


@transaction.atomic
def delete_store(*, store: Store, user: User | None = None) -> None:
    """Removes the store and its deliveries; the orders they brought stay."""
    record_audit(workspace=store.workspace, user=user, action="store.deleted", subject=store.name)
    store.delete()


def secret_of(store: Store) -> str:
    return SecretBox(settings.SECRET_KEY).open(store.secret)


def _sealed(secret: str) -> str:
    secret = secret.strip()
    if not 8 <= len(secret) <= 200:
        raise BadInput(
            "The signing secret has between 8 and 200 characters.",
            where="secret",
            cure="Copy it from the shop's webhook settings.",
        )
    return SecretBox(settings.SECRET_KEY).seal(secret)
