"""Campaigns, participants, deliverables, costs."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.campaigns.page_tokens import new_nonce, token_for
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Code, Link


class Activity(models.TextChoices):
    REVIEW = "review", "Product review"
    MENTION = "mention", "Mention or review on a blog, vlog or podcast"
    HASHTAG_POST = "hashtag_post", "Branded-hashtag photo or video"
    TIP = "tip", "Usage tip"
    TAKEOVER = "takeover", "Takeover"
    PROMOTION = "promotion", "Promotion of a product or sale"
    WEAR = "wear", "Wear or use and tag"
    AMBASSADOR = "ambassador", "Ambassador (ongoing)"


class Campaign(Owned):
    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Called off"

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    goal = models.CharField(max_length=300, blank=True)
    brief = models.TextField(blank=True, help_text="Shown to creators.")
    brand_handle = models.CharField(max_length=100, blank=True)
    hashtag = models.CharField(max_length=100, blank=True)
    landing_url = models.URLField(max_length=2000, blank=True)
    jurisdictions = models.JSONField(default=list, help_text='Where the audience is: ["US", "CA"].')
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    commission_rate = models.DecimalField(
        max_digits=5, decimal_places=4, null=True, blank=True, help_text="Share of net revenue, 0 to 1."
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="one_campaign_per_slug")]

    def __str__(self) -> str:
        return self.name


class Participant(Owned):
    """A creator in a campaign, with what is theirs alone: link, code and own page."""

    class State(models.TextChoices):
        INVITED = "invited", "Invited"
        OFFERED = "offered", "Offer sent"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        LIVE = "live", "Live"
        COMPLETED = "completed", "Completed"
        GHOSTED = "ghosted", "Ghosted"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="participants")
    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="participations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.INVITED)
    page_nonce = models.CharField(max_length=12, unique=True, default=new_nonce, help_text="/c/TOKEN follows from it.")
    earlier_digest = models.CharField(
        max_length=64,
        blank=True,
        db_default="",
        db_index=True,
        help_text="Of an address from before addresses were signed.",
    )
    page_closed_at = models.DateTimeField(null=True, help_text="Since when the own page is closed.")
    page_seen_at = models.DateTimeField(null=True, help_text="When the creator last opened the page.")
    link = models.OneToOneField(Link, on_delete=models.SET_NULL, null=True, related_name="participant")
    code = models.OneToOneField(Code, on_delete=models.SET_NULL, null=True, related_name="participant")
    commission_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    agreed_guidelines = models.ForeignKey(
        "campaigns.GuidelineVersion", on_delete=models.RESTRICT, null=True, related_name="+",
        help_text="Those that stood in the offer they accepted.",
    )  # fmt: skip
    joined_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "creator"], name="once_per_campaign")]

    @property
    def token(self) -> str:
        """Opens /c/TOKEN."""
        return token_for(self.page_nonce)


class Deliverable(Owned):
    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        LIVE = "live", "Live"
        VERIFIED = "verified", "Verified"
        PAID = "paid", "Paid"
        MISSED = "missed", "Missed"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="deliverables")
    activity = models.CharField(max_length=20, choices=Activity.choices)
    platform = models.CharField(max_length=20)
    requirements = models.TextField(blank=True)
    window_start = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    fee_share = models.DecimalField(
        max_digits=5, decimal_places=4, null=True, blank=True, help_text="What of the accepted fee it earns, 0 to 1."
    )
    launch_hour = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="0 to 23: the hour of the last day in which it goes live, in the workspace's time.",
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)


class Cost(Owned):
    """Money spent on a creator, or on a campaign as a whole when `creator` is empty."""

    class Kind(models.TextChoices):
        FEE = "fee", "Fee"
        PRODUCT = "product", "Product at cost"
        SHIPPING = "shipping", "Shipping"
        COMMISSION = "commission", "Commission"
        TOOLS = "tools", "Tools"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, null=True, blank=True, related_name="costs")
    campaign = models.ForeignKey(Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="costs")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    incurred_on = models.DateField(null=True, help_text="Unknown in some files.")
    source = models.CharField(max_length=60, help_text="offer, payouts, …")
    external_id = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "source", "external_id"], name="one_cost_per_id")]
