"""Orders, and whom each is owed to."""

from decimal import Decimal

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models.links import Click, Code, Link
from groundswell.links.rules.guard import WithoutClick


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
    codes = models.JSONField(default=list, help_text="Folded: upper case, trimmed.")
    click_id = models.CharField(max_length=16, blank=True)
    referrer = models.CharField(
        max_length=255, blank=True, default="", db_default="", help_text="Host from which the shop saw the buyer come."
    )
    survey = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="What the buyer answered when asked who sent them.",
    )
    lines = models.JSONField(default=list, help_text='[{"title", "sku", "quantity", "price"}]')
    named_creator = models.ForeignKey(
        Creator, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Whom the file or caller named."
    )
    named_campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.SET_NULL, null=True, related_name="+")
    customer = models.CharField(
        max_length=64, blank=True, help_text="Digest of the buyer's address; never the address."
    )
    prices_include_tax = models.BooleanField(
        default=False, help_text="Then the tax inside refunds is taken out of them."
    )
    is_test = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)
    source_changed_at = models.DateTimeField(
        null=True, help_text="The shop's own time of change: an older event changes nothing."
    )
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "source", "external_id"], name="one_order_per_id")]
        indexes = [
            models.Index(fields=["workspace", "placed_at"]),
            models.Index(fields=["click_id"], condition=~models.Q(click_id=""), name="order_click_id"),
        ]

    def __str__(self) -> str:
        return self.number or self.external_id

    @property
    def counts(self) -> bool:
        """Cancelled and test orders never count."""
        return self.cancelled_at is None and not self.is_test

    @property
    def channel_in_words(self) -> str:
        return self.channel.replace("_", " ")

    @property
    def count_in_words(self) -> str:
        return f"{self.order_count} orders"

    @property
    def net(self) -> Decimal:
        """Net revenue in the order's currency; zero for what never counts."""
        return self.subtotal - self.refunded if self.counts else Decimal(0)


class Refund(Owned):
    """Money given back on an order; it may be known before the order is."""

    source = models.CharField(max_length=40)
    order_external_id = models.CharField(max_length=120)
    external_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, default="refund", help_text="refund, chargeback")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="For goods: no shipping, unless gross.")
    gross = models.BooleanField(default=False, help_text="One sum of goods, tax and shipping.")
    settled = models.BooleanField(
        default=False, help_text="Final: an earlier state that arrives later changes nothing."
    )
    tax = models.DecimalField(max_digits=14, decimal_places=2, default=0, help_text="On those goods.")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "source", "external_id"], name="one_refund_per_id")]
        indexes = [models.Index(fields=["workspace", "source", "order_external_id"])]


class Ruling(Owned):
    """A person's decision about one order; it stands above every rule. An empty creator: nobody is owed."""

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="ruling")
    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)


class Attribution(Owned):
    """Whom one order is owed to: at most one row per order."""

    class Method(models.TextChoices):
        CODE = "code", "Purchase code"
        LINK = "link", "Link click"
        SURVEY = "survey", "Buyer’s answer"
        REPORT = "report", "Named in the file"
        CLAIM = "claim", "Creator’s claim"
        PERSON = "person", "Decided by a person"

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="attribution")
    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="attributions")
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.SET_NULL, null=True, related_name="attributions"
    )
    method = models.CharField(max_length=10, choices=Method.choices)
    code = models.ForeignKey(Code, on_delete=models.SET_NULL, null=True, related_name="+")
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, related_name="+")
    click = models.ForeignKey(
        Click, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="That came before the order, also where another way decided.",
    )  # fmt: skip
    reason = models.CharField(max_length=300)
    held = models.BooleanField(
        default=False, db_default=False, help_text="In no figure until a person has looked at it: see `suspicions`."
    )
    suspicions = models.JSONField(default=list, blank=True, help_text='[{"kind": "burst", "why": "…"}]')
    at = models.DateTimeField(default=clock.now)


class LeakGuard(Owned):
    """What a workspace holds apart; `links.rules.guard.Guard` says what each means, and stands where there is no row."""

    without_click = models.CharField(max_length=10, choices=[(choice.value, choice.value) for choice in WithoutClick])
    before_post = models.BooleanField()
    own_order = models.BooleanField()
    burst_orders = models.PositiveSmallIntegerField()
    coupon_sites = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_leak_guard_per_workspace")]


class Precedence(Owned):
    """By which signs orders are attributed, the strongest first; `links.rules.attribution.PRECEDENCE` where there is no row."""

    order = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_precedence_per_workspace")]
