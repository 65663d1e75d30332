"""Shops and what they send."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.kit import clock


class Store(Owned):
    """A shop that sends signed events to `/hooks/KIND/TOKEN` and can be asked over its API."""

    class Kind(models.TextChoices):
        SHOPIFY = "shopify", "Shopify"
        WOOCOMMERCE = "woocommerce", "WooCommerce"
        STRIPE = "stripe", "Stripe"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=120)
    token = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=500, help_text="Encrypted.")
    source = models.CharField(
        max_length=40, blank=True, help_text="How its orders are called; a second WooCommerce shop has ids of its own."
    )
    api_url = models.CharField(max_length=300, blank=True, help_text="Where its API is.")
    api_key = models.CharField(max_length=700, blank=True, help_text="Encrypted.")
    pinged_at = models.DateTimeField(null=True, help_text="When it last said that it knows the address.")
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(Owned):
    """A signed event as it came: kept first, processed after the answer."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.CharField(max_length=120)
    topic = models.CharField(max_length=60)
    body = models.TextField()
    received_at = models.DateTimeField(default=clock.now)
    processed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "topic", "event_id"], name="one_delivery_per_event")]
        indexes = [
            models.Index(fields=["store", "-received_at"]),
            models.Index(fields=["id"], condition=models.Q(processed_at=None, error=""), name="waiting_deliveries"),
        ]


class ShopCode(Owned):
    """A code as the shop calls it by an id of its own, and whether the shop has it yet."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="shop_codes")
    discount = models.ForeignKey(
        "links.ShopDiscount", on_delete=models.SET_NULL, null=True, related_name="codes",
        help_text="With which it was made here; none when the shop told of it.",
    )  # fmt: skip
    code = models.CharField(max_length=64, help_text="As shown to buyers.")
    folded = models.CharField(max_length=64)
    remote_id = models.CharField(max_length=120, blank=True, help_text="Empty while the shop does not have it.")
    error = models.CharField(max_length=300, blank=True, help_text="Why the shop refused it.")
    at = models.DateTimeField(default=clock.now, help_text="When it was wanted, made or refused, the last of these.")

    @property
    def state(self) -> str:
        return "made" if self.remote_id else "refused" if self.error else "wanted"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "folded"], name="one_shop_code_per_store")]
        indexes = [models.Index(fields=["store", "remote_id"])]


class Backfill(Owned):
    """Orders asked for over the shop's API, page by page; the cursor is kept, so that it goes on where it stopped."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="backfills")
    since = models.DateField()
    cursor = models.CharField(max_length=500, blank=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list, help_text='[{"order", "reason"}], the first 100.')
    error = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
