"""What is due when, with what clashes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, GuidelineVersion, Participant
from groundswell.campaigns.rules.guidelines import Guideline
from groundswell.kit.errors import NotFound
from groundswell.platforms.names import PLATFORMS
from groundswell.tracking.models import CalendarFeed
from groundswell.tracking.rules.calendar import Planned, clashes
from groundswell.tracking.rules.ical import Event, calendar_of
from groundswell.tracking.rules.overdue import standing
from groundswell.tracking.rules.states import WAITING

YEAR = timedelta(days=365)
AROUND = timedelta(days=365)  # no exclusivity is longer
OUT = (Participant.State.DECLINED,)


@dataclass(frozen=True)
class Entry:
    """A deliverable on its last day. `standing` is open, late or missed while it waits, else its state; only what waits
    can be moved."""

    deliverable: Deliverable
    day: date
    standing: str
    movable: bool
    clashes: tuple[str, ...]

    @property
    def label(self) -> str:
        participant = self.deliverable.participant
        hour = self.deliverable.launch_hour
        at = "" if hour is None else f", {hour:02d}:00"
        return f"{participant.creator.name}: {self.deliverable.get_activity_display()}{at}"


def calendar_entries(
    workspace: Workspace, *, first: date, last: date, today: date, campaign: Campaign | None = None
) -> list[Entry]:
    """What is due from the first to the last day, both included, by day and creator; in two queries."""
    rows = (
        Deliverable.objects.of(workspace)
        .filter(due_on__range=(first - AROUND, last + AROUND))
        .exclude(participant__state__in=OUT)
        .select_related("participant__creator", "participant__campaign")
        .order_by("due_on", "participant__creator__name", "pk")
    )
    every = [(row, row.due_on) for row in rows if row.due_on]
    told = clashes(_planned(workspace, [row for row, _ in every]))
    return [
        Entry(
            row,
            day,
            standing(day, today) if row.state in WAITING else row.state,
            row.state in WAITING,
            tuple(told.get(row.pk, ())),
        )
        for row, day in every
        if first <= day <= last and campaign in (None, row.participant.campaign)
    ]


def calendar_file(workspace: Workspace, *, today: date, at: datetime, base: str) -> str:
    """A year back and a year ahead as an iCalendar file; `base` is the address that a day is put behind."""
    entries = calendar_entries(workspace, first=today - YEAR, last=today + YEAR, today=today)
    events = [
        Event(
            f"deliverable-{entry.deliverable.pk}@{workspace.slug}.groundswell", entry.day, entry.label,
            "\n".join([f"{entry.deliverable.participant.campaign.name}: {entry.standing}", *entry.clashes]), f"{base}{entry.day}",
        )
        for entry in entries
    ]  # fmt: skip
    return calendar_of(workspace.name, events, at=at)


def week_address(workspace: Workspace) -> str:
    """Where the week of a day is shown, without the day."""
    return f"{settings.PUBLIC_URL}/w/{workspace.slug}/calendar/?view=week&day="


def undated_deliverables(workspace: Workspace, *, campaign: Campaign | None = None) -> list[Deliverable]:
    """What is owed without a day, for the side of the calendar."""
    rows = Deliverable.objects.of(workspace).filter(due_on=None, state__in=WAITING)
    rows = rows.exclude(participant__state__in=OUT).select_related("participant__creator", "participant__campaign")
    if campaign is not None:
        rows = rows.filter(participant__campaign=campaign)
    return list(rows.order_by("participant__creator__name", "pk")[:100])


def feed_of_token(token: str) -> CalendarFeed:
    """Whose calendar the address opens; NotFound for one that was closed, or a member who left."""
    feed = CalendarFeed.objects.filter(token=token).select_related("workspace", "user").first()
    if feed is None or not feed.user.is_active or not feed.user.memberships.filter(workspace=feed.workspace).exists():
        raise NotFound("There is no such calendar.")
    found: CalendarFeed = feed
    return found


def _planned(workspace: Workspace, rows: list[Deliverable]) -> list[Planned]:
    campaigns = {row.participant.campaign_id for row in rows}
    versions = GuidelineVersion.objects.of(workspace).filter(campaign__in=campaigns).order_by("version")
    newest = {version.campaign_id: version.guidelines for version in versions}
    return [_one(row, newest.get(row.participant.campaign_id, ())) for row in rows if row.due_on]


def _one(row: Deliverable, items: tuple[Guideline, ...]) -> Planned:
    campaign = row.participant.campaign
    assert row.due_on is not None  # noqa: S101  # for the type checker
    days = max((int(item.value) for item in items if item.kind == "exclusivity"), default=0)
    return Planned(
        pk=row.pk, creator=row.participant.creator_id, campaign=campaign.pk, label=campaign.name,
        platform=PLATFORMS.get(row.platform, row.platform), day=row.due_on, days=days,
        who=row.participant.creator.name, hour=row.launch_hour if row.state in WAITING else None,
        names=frozenset(n.casefold() for n in (campaign.name, campaign.hashtag, campaign.brand_handle) if n),
        rivals=frozenset(item.value.casefold() for item in items if item.kind == "competitor"),
    )  # fmt: skip
