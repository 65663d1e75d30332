"""The glance by mail, once a week, to those who want it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from groundswell.accounts.mail import can_send
from groundswell.accounts.models import Membership, User, Workspace
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.reports.glance.looking import glance
from groundswell.reports.glance.words import glance_text
from groundswell.reports.models import DigestReader

HOUR = 7
"""Of Monday, in the workspace's time zone; a worker that was down then sends later in the week."""
DAYS = 7
TEXT = """{brand}: the programme in the week to {today:%-d %B %Y}

{glance}

All of it, with what to do about it:
{link}

You get this every Monday because you asked for it. Turn it off on that page.
"""
log = structlog.get_logger(__name__)


@transaction.atomic
def set_digest(*, workspace: Workspace, user: User, wanted: bool) -> bool:
    """Whether the member is mailed from the next Monday on. `NotFound` for somebody who is no member."""
    if not Membership.objects.of(workspace).filter(user=user).exists():
        raise NotFound(f"{user.email} is no member of {workspace.name}.", where="user")
    rows = DigestReader.objects.of(workspace).filter(user=user)
    if not wanted:
        rows.delete()
    elif not rows.exists():
        DigestReader.objects.create(workspace=workspace, user=user, told_week=week_of(workspace, clock.now()))
    return wanted


def mail_digests() -> dict[str, int]:
    """Mails every reader who was not told this week yet; answers how many were "sent" and how many "failed"."""
    counts = {"sent": 0, "failed": 0}
    if not can_send():
        return counts
    for reader in DigestReader.objects.select_related("workspace", "user").order_by("pk"):
        week = week_of(reader.workspace, clock.now())
        member = Membership.objects.of(reader.workspace).filter(user=reader.user)
        if reader.told_week != week and reader.user.is_active and member.exists():
            counts["sent" if _tell(reader, week) else "failed"] += 1
    return counts


def week_of(workspace: Workspace, now: datetime) -> str:
    """The week that a digest sent now is of: it begins on Monday at HOUR."""
    year, week, _ = (now.astimezone(ZoneInfo(workspace.time_zone)) - timedelta(hours=HOUR)).isocalendar()
    return f"{year}-W{week:02d}"


def _tell(reader: DigestReader, week: str) -> bool:
    """Claimed before it is sent: a mail that breaks off half-way is not sent twice."""
    before = reader.told_week
    if not DigestReader.objects.of(reader.workspace).filter(pk=reader.pk, told_week=before).update(told_week=week):
        return False
    workspace, today = reader.workspace, clock.today()
    text = TEXT.format(
        brand=workspace.name, today=today, glance=glance_text(glance(workspace, today=today, days=DAYS)),
        link=f"{settings.PUBLIC_URL}/w/{workspace.slug}/glance/?days={DAYS}",
    )  # fmt: skip
    try:
        send_mail(f"{workspace.name}: your programme this week", text, None, [reader.user.email])
    except OSError as error:
        log.warning("digest.refused", reader=reader.pk, error=type(error).__name__)
        DigestReader.objects.of(workspace).filter(pk=reader.pk).update(told_week=before)
        return False
    return True
