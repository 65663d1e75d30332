"""How a mailbox signs in by its owner's consent (OAuth) instead of a password."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.kit import clock
from groundswell.outreach.models.mailboxes import Mailbox
from groundswell.outreach.providers import PROVIDERS


class MailConsent(Owned):
    """`sealed` is what lets us in, `asked` a question that is on its way to the provider; neither is ever shown."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="consent")
    provider = models.CharField(
        max_length=10, blank=True, choices=[(name, one.label) for name, one in PROVIDERS.items()]
    )
    client_id = models.CharField(max_length=255, blank=True)
    authorize_url = models.URLField(max_length=300, blank=True)
    token_url = models.URLField(max_length=300, blank=True)
    scopes = models.CharField(max_length=500, blank=True)
    sealed = models.TextField(blank=True, help_text="Client secret, refresh token and access token: JSON, encrypted.")
    expires_at = models.DateTimeField(null=True, help_text="When the access token ends.")
    renewing_until = models.DateTimeField(null=True, help_text="Somebody is just renewing it, and has until then.")
    problem = models.TextField(blank=True, help_text="Why nothing is sent or read until somebody signs in again.")
    given_at = models.DateTimeField(null=True, help_text="Empty: not given yet; the password counts.")
    asked = models.TextField(blank=True, help_text="Encrypted.")
    asked_key = models.CharField(max_length=64, blank=True, db_index=True, help_text="Digest of the question's state.")
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")

    @property
    def label(self) -> str:
        """Who gave it."""
        return PROVIDERS[self.provider].label if self.provider in PROVIDERS else self.provider

    @property
    def active(self) -> bool:
        """Whether the mailbox signs in by it."""
        return self.given_at is not None
