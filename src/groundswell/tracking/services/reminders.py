"""Creators are reminded by mail before, on and after the day on which something is due."""

from collections import Counter
from datetime import date

from django.conf import settings

from groundswell.campaigns.models import Campaign, Deliverable, Offer, Participant
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.services import queue_message
from groundswell.tracking.models import ReminderSetting
from groundswell.tracking.rules.reminders import reminder_due
from groundswell.tracking.rules.states import WAITING

AT_WORK = (Participant.State.ACCEPTED, Participant.State.LIVE)
SUBJECTS = {"before": "In three days", "on": "Today", "after": "We are waiting for your post"}


def remind_creators(*, today: date) -> dict[str, int]:
    """Queues what is due on this day in every workspace that reminds; the same reminder goes out once, whatever happens.

    Answers how many were "queued", and errors by code (no address, asked not to be written to).
    """
    counts: Counter[str] = Counter(queued=0)
    for setting in ReminderSetting.objects.select_related("workspace", "mailbox"):
        rows = Deliverable.objects.of(setting.workspace).filter(
            state__in=WAITING, participant__state__in=AT_WORK, participant__campaign__state=Campaign.State.RUNNING
        )
        gifts = _gifts(setting)
        for row in rows.select_related("participant__creator", "participant__campaign").order_by("pk"):
            joined = row.participant.joined_at
            step = reminder_due(row.due_on, joined.date() if joined else None, today, gift=row.participant_id in gifts)
            if step:
                counts[_remind(setting, row, step)] += 1
    return dict(counts)


def _gifts(setting: ReminderSetting) -> set[int]:
    """Participants who accepted a product without a fee."""
    accepted = Offer.objects.of(setting.workspace).filter(state=Offer.State.ACCEPTED, fee=0).exclude(product="")
    return set(accepted.values_list("participant_id", flat=True))


def _remind(setting: ReminderSetting, row: Deliverable, step: str) -> str:
    participant = row.participant
    what = f"{row.get_activity_display()} for {participant.campaign.name}"
    when = f"{what} is due on {row.due_on:%-d %B %Y}." if row.due_on else f"We look forward to your post: {what}."
    if step == "after":
        when = f"{what} was due on {row.due_on:%-d %B %Y}. Is everything all right? Tell us if you need more time."
    body = (
        f"Hi {participant.creator.name.split()[0]},\n\n{when}\n\nEverything you need is on your page: "
        f"{settings.PUBLIC_URL}/c/{participant.token}\n\nThank you!\n{setting.workspace.name}"
    )
    try:
        queue_message(
            workspace=setting.workspace, creator=participant.creator, mailbox=setting.mailbox,
            campaign=participant.campaign, body=body, idempotency_key=f"remind:{row.pk}:{row.due_on}:{step}",
            subject=f"{SUBJECTS.get(step, 'A friendly reminder')}: {participant.campaign.name}"[:255],
        )  # fmt: skip
    except GroundswellError as error:
        return error.code
    return "queued"
