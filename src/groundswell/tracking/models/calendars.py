"""Calendars read from outside, and what creators are reminded of."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.kit import clock
from groundswell.kit.ids import new_token
from groundswell.outreach.models import Mailbox


class CalendarFeed(Owned):
    """One member's calendar address; a new one closes the old."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True, default=new_token, help_text="Opens /calendar/TOKEN.ics.")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_feed_per_member")]


class ReminderSetting(Owned):
    """Whether creators are reminded by mail of what they owe, and from which mailbox; no row: they are not."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_reminder_setting")]
