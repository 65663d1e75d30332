"""What creators themselves gave: the link to their own page, each consent in its words, and tokens of their accounts."""

from django.db import models
from django.db.models import Q

from groundswell.accounts.models import Owned, User
from groundswell.creators.models.catalogue import Account, Creator
from groundswell.kit import clock


class ConsentLink(Owned):
    """Opens a creator's own page without an account. The token is not kept: it follows from `nonce` and the
    installation's key, and is found by its digest."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="consent_links")
    nonce = models.CharField(max_length=64)
    token_digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, help_text="When the creator last opened the page.")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "creator"], condition=Q(revoked_at=None), name="one_live_link_per_creator"
            )
        ]


class Consent(Owned):
    """What a creator agreed to, word for word; the record outlives what was given, as proof of both."""

    class Kind(models.TextChoices):
        CONNECTED = "connected", "Connected account"
        UPLOADED = "uploaded", "Uploaded insights"

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="consents")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=120, help_text="As the figures name it.")
    observed_at = models.DateTimeField(null=True, help_text="Of uploaded figures: what day they are of.")
    text = models.TextField()
    text_version = models.CharField(max_length=20)
    agreed_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)


class Grant(models.Model):
    """Tokens of an account its owner connected, sealed; gone when the consent is withdrawn."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="grant")
    connector = models.CharField(max_length=40)
    sealed = models.TextField()
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, db_index=True)
    failed_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=300, blank=True, help_text="Why the last reading failed.")
