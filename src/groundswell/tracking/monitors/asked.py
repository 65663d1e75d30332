"""Whether the brand had asked somebody for anything before they posted."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Cost, Participant
from groundswell.creators.models import Account, Creator
from groundswell.relationships.models import Relationship, Stage, TimelineEvent

Tied = Callable[[Workspace, Sequence[Creator], datetime], bool]
BEYOND = (
    Stage.CONTACTED, Stage.IN_CONVERSATION, Stage.AGREED, Stage.LIVE, Stage.COMPLETED, Stage.DECLINED, Stage.GHOSTED,
)  # fmt: skip
_ties: list[Tied] = []


def on_asking(tied: Tied) -> None:
    """Rooms above that know of ties between a creator and the brand register how to find one at a moment."""
    if tied not in _ties:
        _ties.append(tied)


def asked_before(workspace: Workspace, account: Account, at: datetime) -> bool:
    """Whether, at that moment, the person behind the account had been contacted, was in a campaign, had been paid or
    given anything, or had a connection on record. A stage that nobody knows the date of counts as reached before."""
    people = list(Creator.objects.of(workspace).filter(accounts=account))
    if not people:
        return False
    checks: tuple[Tied, ...] = (_in_campaign, _was_given, _contacted, *_ties)
    return any(tied(workspace, people, at) for tied in checks)


def _in_campaign(workspace: Workspace, people: Sequence[Creator], at: datetime) -> bool:
    found = Participant.objects.of(workspace).filter(creator__in=people)
    return bool(found.filter(created_at__lte=at).exists())


def _was_given(workspace: Workspace, people: Sequence[Creator], at: datetime) -> bool:
    undated_or_before = Q(incurred_on=None) | Q(incurred_on__lte=at.date())
    return bool(Cost.objects.of(workspace).filter(undated_or_before, creator__in=people).exists())


def _contacted(workspace: Workspace, people: Sequence[Creator], at: datetime) -> bool:
    moves = TimelineEvent.objects.of(workspace).filter(creator__in=people, kind="stage", detail__to__in=BEYOND)
    reached: dict[int, datetime] = {}
    for creator, moment in moves.order_by("-at").values_list("creator_id", "at"):
        reached[creator] = moment
    if any(moment <= at for moment in reached.values()):
        return True
    standing = Relationship.objects.of(workspace).filter(creator__in=people, stage__in=BEYOND)
    return bool(standing.exclude(creator__in=reached).exists())
