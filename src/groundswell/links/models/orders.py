"""Orders, and whom each is owed to."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models.links import Click, Code, Link


class Store(Owned):
    """A shop that sends signed events to `/hooks/KIND/TOKEN`."""

    kind = models.CharField(max_length=20, choices=[("shopify", "Shopify")])
    name = models.CharField(max_length=120)
    token = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=500, help_text="Encrypted.")
    created_at = models.DateTimeField(default=clock.now)


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
        constraints = [models.UniqueConstraint(fields=["store", "event_id"], name="one_delivery_per_event")]


class Order(Owned):
    """One order, or one reported conversion; amounts in its own currency.

    net revenue = subtotal (line totals less discounts) - refunded; no tax, no shipping.
    """

    source = models.CharField(max_length=40, help_text="shopify, conversions, …")
    external_id = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True)
    placed_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    subtotal = models.DecimalField(max_digits=14, decimal_places=2)
    discount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    shipping = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    tax = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    refunded = models.DecimalField(max_digits=14, decimal_places=2, default=0, help_text="Of the subtotal.")
    order_count = models.PositiveIntegerField(default=1, help_text="A report's row may stand for several orders.")
    channel = models.CharField(max_length=20, blank=True, help_text="As reported: influencer, organic, paid_ad.")
    codes = models.JSONField(default=list)
    click_id = models.CharField(max_length=16, blank=True)
    lines = models.JSONField(default=list, help_text='[{"title", "sku", "quantity", "price"}]')
    customer = models.CharField(max_length=64, blank=True, help_text="Digest of the buyer's address; never the address.")
    is_test = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "source", "external_id"], name="one_order_per_id")]
        indexes = [models.Index(fields=["workspace", "placed_at"])]


class Attribution(Owned):
    """Whom one order is owed to: at most one row per order."""

    class Method(models.TextChoices):
        CODE = "code", "Purchase code"
        LINK = "link", "Link click"
        REPORT = "report", "Named in the file"

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="attribution")
    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="attributions")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.SET_NULL, null=True, related_name="attributions")
    method = models.CharField(max_length=10, choices=Method.choices)
    code = models.ForeignKey(Code, on_delete=models.SET_NULL, null=True, related_name="+")
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, related_name="+")
    click = models.ForeignKey(Click, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)
