"""What is offered to a creator, and what they answered."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.campaigns.models.campaigns import Participant
from groundswell.kit import clock
from groundswell.kit.ids import new_token


class Offer(Owned):
    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REPLACED = "replaced", "Replaced by a newer version"
        PROPOSED = "proposed", "Proposed by the creator"

    class Author(models.TextChoices):
        BRAND = "brand", "The brand"
        CREATOR = "creator", "The creator"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="offers")
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="replaced_by")
    author = models.CharField(max_length=10, choices=Author.choices, default=Author.BRAND)
    answers = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="proposals",
        help_text="What a proposal is the answer to.",
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, help_text="Opens /o/TOKEN.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    greeting = models.TextField(blank=True)
    fee = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    currency = models.CharField(max_length=3)
    product = models.CharField(max_length=200, blank=True)
    product_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Retail.")
    product_cost = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="To the brand; not shown to the creator."
    )
    items = models.JSONField(default=list, help_text='[{"sku", "name", "quantity", "price", "cost"}], amounts as text.')
    event = models.CharField(max_length=300, blank=True)
    event_on = models.DateField(null=True, blank=True)
    other = models.CharField(max_length=300, blank=True, help_text="Anything else in kind.")
    other_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    pay_by = models.DateField(null=True, blank=True)
    ship_by = models.DateField(null=True, blank=True)
    commission_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    discount = models.CharField(max_length=60, blank=True, help_text="What the creator's code gives buyers.")
    deliverables = models.JSONField(
        default=list,
        help_text='[{"activity", "platform", "quantity", "window_start", "due_on", "requirements"}], dates in ISO form.',
    )
    usage_rights = models.TextField(blank=True)
    disclosure_clause = models.TextField()
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    viewed_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True, help_text="As it went out, word for word.")
    text_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "version"], name="one_offer_per_version")]

    @property
    def seen_state(self) -> str:
        """The state as people see it: a sent offer past its date is "expired"."""
        return "expired" if self.state == self.State.SENT and self.expires_at <= clock.now() else str(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed, sent or withdrawn."""
        return self.state in (self.State.DRAFT, self.State.SENT)


class OfferResponse(Owned):
    """The record of an answer: what exactly was on the page, who answered, when, from where."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        QUESTION = "question", "Asked a question"
        PROPOSED = "proposed", "Proposed other terms"

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)
    offer_version = models.PositiveSmallIntegerField()
    offer_text = models.TextField(help_text="As shown.")
    text_sha256 = models.CharField(max_length=64)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=255, blank=True)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Who answered for the brand."
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer"],
                condition=models.Q(kind__in=["accepted", "declined"]),
                name="one_final_answer_per_offer",
            ),
        ]
