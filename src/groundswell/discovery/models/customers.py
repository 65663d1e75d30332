"""A brand's own customers, as little of them as the product needs, and whom they follow with their consent."""

from django.db import models

from groundswell.accounts.models import Owned, User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock


class Customer(Owned):
    """Somebody who bought. No address, no telephone: only what a persona or a match with a creator is made of."""

    class Match(models.TextChoices):
        NONE = "", "No creator known"
        EMAIL = "email", "Same e-mail"
        ACCOUNT = "account", "Same account"
        CONFIRMED = "confirmed", "Confirmed by a person"
        SUGGESTED = "suggested", "Perhaps the same person"
        DISMISSED = "dismissed", "Somebody else"

    email = models.EmailField(blank=True, help_text="Lower case.")
    external_id = models.CharField(max_length=100, blank=True, help_text="The shop's own id.")
    name = models.CharField(max_length=255, blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    gender = models.CharField(max_length=20, blank=True, help_text="As supplied; never guessed.")
    born = models.PositiveSmallIntegerField(null=True, help_text="The year.")
    orders = models.PositiveIntegerField(null=True)
    spent = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    source = models.CharField(max_length=120)
    creator = models.ForeignKey(Creator, on_delete=models.SET_NULL, null=True, related_name="+")
    match = models.CharField(max_length=10, choices=Match.choices, blank=True, default=Match.NONE)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email"], condition=~models.Q(email=""), name="one_customer_per_email"
            ),
            models.UniqueConstraint(
                fields=["workspace", "external_id"],
                condition=~models.Q(external_id=""),
                name="one_customer_per_shop_id",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "match"])]

    def __str__(self) -> str:
        return self.name or self.email or self.external_id


class CustomerProfile(Owned):
    """An account that a customer gave as theirs."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="profiles")
    platform = models.CharField(max_length=20)
    handle = models.CharField(max_length=255, help_text="Lower case, no @.")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "platform", "handle"], name="one_customer_per_profile")
        ]


class FanPage(Owned):
    """The public page on which customers may say whom they follow; its address is shared by the brand."""

    token = models.CharField(max_length=64, unique=True)
    intro = models.CharField(max_length=500, blank=True, help_text="The brand's own words at the top.")
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_fan_page")]


class FollowConsent(Owned):
    """A customer let the brand know whom they follow: what exactly they agreed to, and until when."""

    class How(models.TextChoices):
        PAGE = "page", "By themselves, on the public page"
        MEMBER = "member", "Recorded by a member"

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, related_name="consents")
    platform = models.CharField(max_length=20)
    handle = models.CharField(max_length=255, blank=True, help_text="Emptied when the consent is withdrawn.")
    text = models.TextField(help_text="What was agreed to, word by word.")
    version = models.CharField(max_length=20)
    how = models.CharField(max_length=6, choices=How.choices)
    evidence = models.CharField(max_length=300, blank=True, help_text="Where a member has it from: a mail, a form.")
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True, help_text="Of the link that withdraws it.")
    accepted = models.BooleanField(
        default=False, help_text="Counts. Strangers on the public page wait until a member says so."
    )
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="When the whole list was last read.")
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-given_at"])]


class CustomerFollow(Owned):
    """One account on a customer's list. `follower` tells customers apart and need not name anybody."""

    follower = models.CharField(max_length=255)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, related_name="follows")
    consent = models.ForeignKey(FollowConsent, on_delete=models.CASCADE, null=True, related_name="follows")
    platform = models.CharField(max_length=20)
    followed = models.CharField(max_length=255, help_text="Handle, lower case; the lasting id where there is none.")
    source = models.CharField(max_length=120)
    seen_at = models.DateTimeField(default=clock.now)

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "follower", "platform", "followed"], name="one_customer_follow"
            )
        ]
        indexes = [models.Index(fields=["workspace", "platform", "followed"])]
