"""What codes give that were made in a shop in one go."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.kit import clock
from groundswell.links.models.stores import Store
from groundswell.links.rules.discounts import Terms


class ShopDiscount(Owned):
    """The terms that a store's codes share. Its mark, kept in the shop beside each code, tells ours from others'."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="discounts")
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="shop_discounts"
    )
    title = models.CharField(max_length=120)
    mark = models.CharField(max_length=20, unique=True)
    remote_id = models.CharField(max_length=120, blank=True, help_text="Shopify's discount, Stripe's coupon.")
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    minimum = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(null=True)
    once_per_customer = models.BooleanField(default=False)
    error = models.CharField(max_length=300, blank=True, help_text="Why the shop could not be asked.")
    rests_until = models.DateTimeField(
        null=True, help_text="Nobody else works on it before: somebody does, or the shop refused."
    )
    created_at = models.DateTimeField(default=clock.now)

    @property
    def terms(self) -> Terms:
        return Terms(
            percent=self.percent, amount=self.amount, currency=self.currency, minimum=self.minimum,
            starts_at=self.starts_at, ends_at=self.ends_at, uses=self.uses, once_per_customer=self.once_per_customer,
        )  # fmt: skip

    @property
    def has_ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= clock.now()

    @property
    def shop_title(self) -> str:
        """How the discount is called in the shop; the mark makes it one of a kind."""
        return f"{self.title} ({self.mark})"
