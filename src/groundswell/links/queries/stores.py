"""Stores and what they sent."""

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.links.models import Backfill, Order, Refund, Store, WebhookDelivery


def stores(workspace: Workspace) -> QuerySet[Store]:
    """The workspace's stores, each with `received`, `failed` and `last_received`."""
    found: QuerySet[Store] = Store.objects.of(workspace).order_by("name", "pk")
    return found.annotate(
        received=Count("deliveries"),
        failed=Count("deliveries", filter=~Q(deliveries__error="")),
        last_received=Max("deliveries__received_at"),
    )


def store_of(workspace: Workspace, pk: int) -> Store:
    """The store of that id; NotFound in any other workspace."""
    found = stores(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no store {pk} in this workspace.", where="store")
    return found


def hook_address(store: Store) -> str:
    """Where the shop must send its events."""
    return f"{settings.PUBLIC_URL}/hooks/{store.kind}/{store.token}"


def deliveries(store: Store) -> QuerySet[WebhookDelivery]:
    """What the store sent, newest first, without the bodies."""
    rows: QuerySet[WebhookDelivery] = WebhookDelivery.objects.of(store.workspace).filter(store=store)
    return rows.defer("body").order_by("-received_at", "-pk")


def delivery_of(workspace: Workspace, pk: int) -> WebhookDelivery:
    """The delivery of that id; NotFound in any other workspace."""
    found: WebhookDelivery | None = (
        WebhookDelivery.objects.of(workspace).select_related("workspace", "store__workspace").filter(pk=pk).first()
    )
    if found is None:
        raise NotFound(f"There is no delivery {pk} in this workspace.", where="delivery")
    return found


def backfills(store: Store) -> QuerySet[Backfill]:
    """What was asked for over the store's API, newest first."""
    rows: QuerySet[Backfill] = Backfill.objects.of(store.workspace).filter(store=store).order_by("-pk")
    return rows


def refunds_without_order(store: Store) -> int:
    """Refunds and chargebacks whose order never came: they are in no figure."""
    order = Order.objects.filter(
        workspace=OuterRef("workspace"), source=store.source, external_id=OuterRef("order_external_id")
    )
    waiting = Refund.objects.of(store.workspace).filter(source=store.source, amount__gt=0)
    return waiting.exclude(Exists(order)).count()
