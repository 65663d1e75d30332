"""What is due when, with what clashes."""

from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, GuidelineVersion, Participant
from groundswell.campaigns.rules.guidelines import Guideline
from groundswell.kit.errors import NotFound
from groundswell.platforms.names import PLATFORMS
from groundswell.tracking.models import CalendarFeed
from groundswell.tracking.rules.calendar import Planned, clashes
from groundswell.tracking.rules.overdue import standing
from groundswell.tracking.rules.states import WAITING

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
        return f"{participant.creator.name}: {self.deliverable.get_activity_display()}"


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
        names=frozenset(n.casefold() for n in (campaign.name, campaign.hashtag, campaign.brand_handle) if n),
        rivals=frozenset(item.value.casefold() for item in items if item.kind == "competitor"),
    )  # fmt: skip
