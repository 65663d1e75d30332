"""What the brand owes to a creator, what is on its way to them, and the products there are to send."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.campaigns.models.campaigns import Participant
from groundswell.campaigns.models.offers import Offer, OfferResponse
from groundswell.kit import clock


class Product(Owned):
    """Something that can be sent to creators: from a file, by hand, or out of a store."""

    sku = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="What buyers pay.")
    cost = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="What it costs the brand."
    )
    currency = models.CharField(max_length=3)
    url = models.URLField(max_length=500, blank=True)
    active = models.BooleanField(default=True)
    source = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "sku"], name="one_product_per_sku")]

    def __str__(self) -> str:
        return self.name


class Obligation(Owned):
    """One thing promised to a creator, with its day."""

    class Kind(models.TextChoices):
        FEE = "fee", "Fee"
        PRODUCT = "product", "Product"
        EVENT = "event", "Event"
        OTHER = "other", "Other"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="obligations")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="obligations")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    due_on = models.DateField(null=True, help_text="Empty: no day was agreed.")
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "kind"], name="one_obligation_per_kind")]
        indexes = [models.Index(fields=["workspace", "settled_on", "due_on"])]


class Shipment(Owned):
    class State(models.TextChoices):
        TO_SEND = "to_send", "To send"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        RETURNED = "returned", "Came back"

    obligation = models.OneToOneField(Obligation, on_delete=models.CASCADE, related_name="shipment")
    state = models.CharField(max_length=10, choices=State.choices, default=State.TO_SEND)
    carrier = models.CharField(max_length=60, blank=True)
    tracking_number = models.CharField(max_length=100, blank=True)
    tracking_url = models.URLField(max_length=500, blank=True)
    shipping_cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    sent_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    changed_at = models.DateTimeField(default=clock.now)


class RecordCopy(Owned):
    """The brand's own copy of an agreement, by mail; tried until the server takes it."""

    response = models.OneToOneField(OfferResponse, on_delete=models.CASCADE, related_name="copy")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now, db_index=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
