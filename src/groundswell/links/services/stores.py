"""Shops that send signed events."""

from django.conf import settings
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import new_token
from groundswell.kit.secret_box import SecretBox
from groundswell.links.models import Store
from groundswell.links.rules.api_access import checked_api_url, checked_key


@transaction.atomic
def create_store(
    *, workspace: Workspace, name: str, secret: str, kind: str = "shopify", user: User | None = None
) -> Store:
    """A store whose events arrive at `/hooks/KIND/TOKEN`; its secret is kept encrypted. BadInput."""
    name = name.strip()[:120]
    if not name:
        raise BadInput("The store needs a name.", where="name")
    if kind not in Store.Kind.values:
        raise BadInput(f"“{kind}” is no shop system.", where="kind", cure=f"One of {', '.join(Store.Kind.values)}.")
    store = Store.objects.create(
        workspace=workspace, kind=kind, name=name, token=new_token(), secret=_sealed(secret),
        source=_free_source(workspace, kind),
    )  # fmt: skip
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


@transaction.atomic
def set_api_access(*, store: Store, url: str, key: str, user: User | None = None) -> Store:
    """Where the shop's API is and the key to it, kept encrypted; an empty key keeps the one before. BadInput."""
    address = checked_api_url(store.kind, url)
    if not key and not store.api_key:
        raise BadInput("The shop's API needs a key.", where="key")
    store.api_url = address
    if key:
        store.api_key = SecretBox(settings.SECRET_KEY).seal(checked_key(store.kind, key))
    store.save(update_fields=["api_url", "api_key"])
    record_audit(
        workspace=store.workspace, user=user, action="store.api_set", subject=store.name, detail={"url": address}
    )
    return store


def secret_of(store: Store) -> str:
    return SecretBox(settings.SECRET_KEY).open(store.secret)


def api_key_of(store: Store) -> str:
    """BadInput while none was entered."""
    if not store.api_key:
        raise BadInput(
            "The shop cannot be asked yet.", where="store", cure="Enter the key to its API on the store's page."
        )
    return SecretBox(settings.SECRET_KEY).open(store.api_key)


def _free_source(workspace: Workspace, kind: str) -> str:
    """Shopify's and Stripe's ids are unique in the world; WooCommerce counts from one in every shop."""
    if kind != Store.Kind.WOOCOMMERCE:
        return kind
    taken = set(Store.objects.of(workspace).values_list("source", flat=True))
    names = (kind, *(f"{kind}-{number}" for number in range(2, 1000)))
    return next(name for name in names if name not in taken)


def _sealed(secret: str) -> str:
    secret = secret.strip()
    if not 8 <= len(secret) <= 200:
        raise BadInput(
            "The signing secret has between 8 and 200 characters.",
            where="secret",
            cure="Copy it from the shop's webhook settings.",
        )
    return SecretBox(settings.SECRET_KEY).seal(secret)
