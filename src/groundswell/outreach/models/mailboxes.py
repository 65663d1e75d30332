"""Mailboxes: where mail goes out, where answers come in, and how fast."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.kit import clock


class Mailbox(Owned):
    class Security(models.TextChoices):
        NONE = "none", "None (local server only)"
        STARTTLS = "starttls", "STARTTLS"
        TLS = "tls", "TLS"

    name = models.CharField(max_length=120)
    from_name = models.CharField(max_length=120)
    from_email = models.EmailField()
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=10, choices=Security.choices, default=Security.STARTTLS)
    username = models.CharField(max_length=255, blank=True)
    password = models.CharField(max_length=500, blank=True, help_text="Encrypted.")

    imap_host = models.CharField(max_length=255, blank=True, db_default="", help_text="Empty: answers are not read.")
    imap_port = models.PositiveIntegerField(default=993, db_default=993)
    imap_security = models.CharField(max_length=10, choices=Security.choices, default=Security.TLS, db_default="tls")
    imap_username = models.CharField(max_length=255, blank=True, db_default="", help_text="Empty: as for sending.")
    imap_password = models.CharField(max_length=500, blank=True, db_default="", help_text="Encrypted.")
    imap_validity = models.BigIntegerField(null=True, help_text="UIDVALIDITY of the folder when it was last read.")
    imap_last_uid = models.BigIntegerField(default=0, db_default=0)
    imap_read_at = models.DateTimeField(null=True)
    imap_error = models.TextField(blank=True, db_default="")

    daily_cap = models.PositiveSmallIntegerField(default=40, db_default=40)
    ramp_start = models.PositiveSmallIntegerField(default=10, db_default=10)
    ramp_step = models.PositiveSmallIntegerField(default=5, db_default=5, help_text="More each day, up to the cap.")
    ramped_from = models.DateField(null=True, help_text="The day of the first paced mail.")
    gap_least = models.PositiveIntegerField(default=40, db_default=40, help_text="Seconds.")
    gap_most = models.PositiveIntegerField(default=180, db_default=180, help_text="Seconds.")
    hours_from = models.PositiveSmallIntegerField(default=9, db_default=9)
    hours_to = models.PositiveSmallIntegerField(default=17, db_default=17)
    resting_until = models.DateTimeField(null=True, help_text="The end of the gap after the last paced mail.")

    dkim_selector = models.CharField(max_length=120, blank=True, db_default="")
    checks = models.JSONField(default=list, blank=True, help_text="What the last check found: name, state, words.")
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.from_name} <{self.from_email}>"

    @property
    def reads(self) -> bool:
        """Whether answers are read from it."""
        return bool(self.imap_host)
