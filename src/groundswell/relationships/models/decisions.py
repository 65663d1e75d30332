"""Why somebody was taken or refused, and on what footing they may be written to. Both outlive campaigns."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock


class Decision(Owned):
    """One accept or refuse with its reason; never changed, a further one follows it."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    class Side(models.TextChoices):
        BRAND = "brand", "The brand"
        CREATOR = "creator", "The creator"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="decisions")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.SET_NULL, null=True, related_name="+")
    campaign_name = models.CharField(max_length=200, blank=True, help_text="Stays when the campaign is gone.")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    side = models.CharField(max_length=10, choices=Side.choices)
    about = models.CharField(max_length=60, help_text="open call, offer, board, plan, …")
    reason = models.TextField(blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=120, help_text="Names the decision for good: telling it twice keeps it once.")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_decision_per_key")]
        indexes = [models.Index(fields=["workspace", "creator", "-at"])]


class ContactBasis(Owned):
    """What makes it lawful to write to somebody: for a consent, the very words and their version."""

    class Kind(models.TextChoices):
        CONSENT = "consent", "They agreed"
        PUBLISHED = "published", "They publish the address"
        INQUIRY = "inquiry", "They wrote first"
        DEALINGS = "dealings", "We do business with each other"
        COMPANY = "company", "They act as a company"
        OVERRIDE = "override", "An owner decided"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="contact_bases")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.CONSENT)
    source = models.CharField(max_length=120, help_text="Where it was given: open call autumn-trails.")
    text = models.TextField(help_text="The very words: of the consent, of the page, or why.")
    url = models.URLField(max_length=500, blank=True, db_default="", help_text="Where it can be seen.")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text_version = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_basis_per_key")]
        indexes = [models.Index(fields=["workspace", "creator"])]
