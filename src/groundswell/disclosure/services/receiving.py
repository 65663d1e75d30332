"""A post comes in and is judged at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Creator
from groundswell.creators.network import SavedPost
from groundswell.disclosure.models import Connection, DisclosureCheck
from groundswell.disclosure.queries import connection_of
from groundswell.disclosure.services.checking import Shown, check_post
from groundswell.disclosure.services.ledger import append_entry
from groundswell.kit.errors import BadInput
from groundswell.relationships.services import record_event
from groundswell.tracking.models import PostMatch
from groundswell.tracking.services import submit_post, take_network_post
from groundswell.tracking.value import AT_WORK


@dataclass(frozen=True)
class Received:
    """Where a submitted post belongs, and whether it is disclosed."""

    match: PostMatch
    check: DisclosureCheck


@transaction.atomic
def receive_post(
    *,
    participant: Participant,
    url: str,
    caption: str,
    submitted_by: str,
    surface: str = "",
    title: str = "",
    shown: Shown | None = None,
    published_at: datetime | None = None,
    readings: Mapping[str, float] | None = None,
) -> Received:
    """Submits the post (`tracking.submit_post`) and checks its disclosure for the campaign's places and the
    creator's strictest tie. The same post with the same caption again changes nothing."""
    match = submit_post(
        participant=participant,
        url=url,
        caption=caption,
        submitted_by=submitted_by,
        surface=surface,
        title=title,
        published_at=published_at,
        readings=readings,
    )
    return Received(match, _checked(match, shown))


def receive_network_posts(saved: Sequence[SavedPost]) -> list[Received]:
    """Posts that a network told of go into the running campaigns of whoever wrote them, and are judged like those that
    creators hand in; an edited one is judged anew. What is no campaign's is left alone."""
    at_work = Participant.objects.filter(state__in=AT_WORK, campaign__state=Campaign.State.RUNNING)
    at_work = at_work.filter(creator__accounts__in={one.post.account_id for one in saved})
    found = []
    # Most accounts are nobody's at work: their ids are asked for first, which costs a quarter.
    waiting = Participant.objects.filter(pk__in=set(at_work.values_list("pk", flat=True)))
    for participant in waiting.select_related("campaign", "creator", "workspace", "link", "code").order_by("pk"):
        theirs = set(participant.creator.accounts.values_list("pk", flat=True))
        for one in saved:
            if one.post.account_id in theirs and (match := take_network_post(participant=participant, saved=one)):
                found.append(Received(match, _checked(match, Shown(platform_label=one.facts.paid_label))))
    return found


def _checked(match: PostMatch, shown: Shown | None) -> DisclosureCheck:
    participant = match.participant
    return check_post(
        workspace=participant.workspace,
        post=match.post,
        connection=connection_of(participant.workspace, participant.creator),
        jurisdictions=participant.campaign.jurisdictions,
        shown=shown,
    )


@transaction.atomic
def record_connection(
    *,
    workspace: Workspace,
    creator: Creator,
    kind: str,
    evidence: str,
    since: date,
    campaign: Campaign | None = None,
    user: User | None = None,
) -> Connection:
    """A tie that no offer or cost shows: a job, a family tie, an earlier payment. Once per creator, campaign and kind."""
    if kind not in Connection.Kind.values:
        raise BadInput(
            f"“{kind}” is no kind of tie.", where="kind", cure=f"One of: {', '.join(Connection.Kind.values)}."
        )
    tie, created = Connection.objects.get_or_create(
        workspace=workspace, creator=creator, campaign=campaign, kind=kind,
        defaults={"evidence": evidence, "since": since},
    )  # fmt: skip
    if created:
        append_entry(
            workspace=workspace, kind="connection", user=user,
            content={"creator": creator.pk, "tie": kind, "evidence": evidence, "since": since.isoformat()},
        )  # fmt: skip
        record_event(
            workspace=workspace, creator=creator, kind="connection", text=f"Tie to the brand recorded: {kind}. {evidence}"[:500],
            actor=user,
        )  # fmt: skip
    return tie
