"""Whose turn it is: a paced mail waits for the recipient's working hours, for the day's cap and for the gap."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from groundswell.kit import clock
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.rules import cap_on, working_moment, zone_of

TAKEN = (Message.State.SENT, Message.State.SENDING, Message.State.UNSURE)


def take_turn(pk: int) -> bool:
    """Whether a paced message may go out now; if so its mailbox rests afterwards. Otherwise it may wait for later."""
    message = Message.objects.select_related("mailbox", "workspace", "creator").get(pk=pk)
    later = _not_before(message)
    if later is not None:
        Message.objects.filter(pk=pk, state=Message.State.QUEUED).update(next_attempt_at=later)
        return False
    return _rest(message.mailbox)


def sent_today(mailbox: Mailbox, zone: ZoneInfo) -> int:
    """How many mails the mailbox has handed over since midnight in `zone`, paced or not."""
    midnight = clock.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    touched = Q(sent_at__gte=midnight) | Q(sent_at=None, next_attempt_at__gte=midnight)
    return Message.objects.filter(touched, mailbox=mailbox, state__in=TAKEN).count()


def cap_today(mailbox: Mailbox, zone: ZoneInfo) -> int:
    """How many may go out today."""
    today = clock.now().astimezone(zone).date()
    return cap_on(today, mailbox.ramped_from, cap=mailbox.daily_cap, start=mailbox.ramp_start, step=mailbox.ramp_step)


def _not_before(message: Message) -> datetime | None:
    """When this message may go out, None for now."""
    mailbox, now = message.mailbox, clock.now()
    theirs = zone_of(message.creator.country, message.workspace.time_zone)
    ours = zone_of("", message.workspace.time_zone)
    moment = working_moment(now, theirs, mailbox.hours_from, mailbox.hours_to)
    if moment > now:
        return moment
    if sent_today(mailbox, ours) >= cap_today(mailbox, ours):
        tomorrow = (now.astimezone(ours) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return working_moment(tomorrow.astimezone(now.tzinfo), theirs, mailbox.hours_from, mailbox.hours_to)
    return None


def _rest(mailbox: Mailbox) -> bool:
    """Begins the gap; of several senders only one gets the turn."""
    now = clock.now()
    gap = random.uniform(mailbox.gap_least, mailbox.gap_most)  # noqa: S311  # spreading mail, no secret
    rested = Q(resting_until=None) | Q(resting_until__lte=now)
    won = Mailbox.objects.filter(rested, pk=mailbox.pk).update(resting_until=now + timedelta(seconds=gap))
    if won and mailbox.ramped_from is None:
        Mailbox.objects.filter(pk=mailbox.pk, ramped_from=None).update(ramped_from=now.date())
    return bool(won)
