"""A member's calendar address, and whether creators are reminded."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.ids import new_token
from groundswell.outreach.models import Mailbox
from groundswell.tracking.models import CalendarFeed, ReminderSetting


@transaction.atomic
def open_feed(*, workspace: Workspace, user: User, anew: bool = False) -> CalendarFeed:
    """The member's calendar address; `anew` closes the one there is and opens another."""
    feed, _ = CalendarFeed.objects.of(workspace).get_or_create(user=user, defaults={"workspace": workspace})
    if anew:
        feed.token = new_token()
        feed.save(update_fields=["token"])
        record_audit(workspace=workspace, user=user, action="calendar.reopened", subject=f"user {user.pk}")
    found: CalendarFeed = feed
    return found


@transaction.atomic
def set_reminders(*, workspace: Workspace, mailbox: Mailbox | None, user: User | None = None) -> None:
    """Reminds creators from this mailbox from now on; None: no more."""
    ReminderSetting.objects.of(workspace).all().delete()
    if mailbox is not None:
        ReminderSetting.objects.create(workspace=workspace, mailbox=mailbox)
    detail = {"mailbox": mailbox.pk if mailbox else None}
    record_audit(workspace=workspace, user=user, action="reminders.set", subject="reminders", detail=detail)
