"""What stands on a creator's own page in a campaign."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings

from groundswell.campaigns.commissions import earned_by
from groundswell.campaigns.models import OfferResponse, Participant
from groundswell.campaigns.queries import (
    current_guidelines,
    earnings_of,
    guideline_changes,
    held_against,
    obligations,
    owings,
    page_setting,
    standings,
)
from groundswell.campaigns.rules.own_pages import CALLED_OFF, DECLINED
from groundswell.disclosure.clauses import examples
from groundswell.disclosure.queries import connection_of, findings_beside, with_verdict
from groundswell.kit import clock
from groundswell.links.queries import OrderFilter, address_of, clicks_by_creator, totals
from groundswell.outreach.queries import entries_of
from groundswell.outreach.services.from_pages import page_threads
from groundswell.tracking.queries import posts_of_participant, steps_of
from groundswell.tracking.rules.ical import Event
from groundswell.tracking.rules.states import WAITING


def parts_of(participant: Participant) -> dict[str, Any]:
    """The context of the page."""
    workspace, creator, today = participant.workspace, participant.creator, clock.today()
    every = standings(workspace, creator)
    standing = next(one for one in every if one.participant.pk == participant.pk)
    posts = findings_beside(workspace, with_verdict(posts_of_participant(participant)))
    verdicts = {post.deliverable_id: post.verdict or "" for post, _ in reversed(posts) if post.deliverable_id}
    steps = steps_of(participant, verdicts=verdicts, today=today)
    accepted = OfferResponse.objects.of(workspace).filter(
        kind=OfferResponse.Kind.ACCEPTED, offer__participant=participant
    )
    return {
        "participant": participant,
        "creator": creator,
        "campaign": participant.campaign,
        "workspace": workspace,
        "standing": standing,
        "others": [one for one in every if one is not standing and one.is_told],
        "open": standing.phase not in (CALLED_OFF, DECLINED),
        "steps": steps,
        "dated": any(one.deliverable.due_on for one in steps),
        "accepted": accepted.select_related("offer").order_by("-at"),
        "link": address_of(participant.link) if participant.link else "",
        "results": results_of(participant),
        "owings": owings(obligations(workspace, participant=participant), today),
        "held": held_against(participant, current_guidelines(participant.campaign)),
        "changes": guideline_changes(participant),
        "posts": posts,
        "talk": talk_of(participant),
        "examples": examples(brand=workspace.name, connection=connection_of(workspace, creator)),
    }


def results_of(participant: Participant) -> dict[str, Any]:
    """What the workspace chose to show, as of now: clicks, orders, sales by currency, commission. None: cannot be counted."""
    workspace, campaign, creator = participant.workspace, participant.campaign, participant.creator
    shows = page_setting(workspace).shows
    clicks = clicks_by_creator(workspace, campaign.pk).get(creator.pk)
    sums = totals(workspace, OrderFilter(owed="yes", campaign=campaign.slug, creator=creator.pk))
    connected = bool(participant.link or participant.code)
    counted = (clicks.counted if clicks else 0) if participant.link else None
    sales: list[tuple[str, Decimal]] = [(row.currency, row.net) for row in sums]
    return {
        "as_of": clock.now(),
        "shows": shows,
        "clicks": counted,
        "orders": sum(row.orders for row in sums) if connected else None,
        "sales": sales or ([(campaign.currency, Decimal(0))] if connected else []),
        "earnings": earnings_of(participant) if "commission" in shows else [],
        "balances": earned_by(workspace, creator) if "commission" in shows else [],
    }


def talk_of(participant: Participant) -> list[dict[str, Any]]:
    """What was written here and what the brand answered, oldest first."""
    lines = []
    for thread in page_threads(participant.workspace, participant.creator):
        for entry in entries_of(thread):
            if entry.incoming is not None:
                lines.append({"at": entry.at, "text": entry.incoming.new_text, "yours": True})
            elif entry.message is not None and entry.message.sent_at is not None:
                lines.append({"at": entry.at, "text": entry.message.body, "yours": False})
    return sorted(lines, key=lambda line: line["at"])


def dates_of(participant: Participant) -> Iterator[Event]:
    """Days on which the creator owes something, and on which the brand does."""
    page = f"{settings.PUBLIC_URL}/c/{participant.token}/"
    brand, campaign = participant.workspace.name, participant.campaign
    for row in participant.deliverables.filter(state__in=WAITING).exclude(due_on=None).order_by("due_on", "pk"):
        title = f"{row.get_activity_display()} for {brand}"
        if row.window_start:
            yield Event(
                f"own-start-{row.pk}@groundswell", row.window_start, f"From today: {title}", campaign.name, page
            )
        if row.due_on:
            yield Event(f"own-{row.pk}@groundswell", row.due_on, f"Last day: {title}", row.requirements, page)
    promised = obligations(participant.workspace, participant=participant).filter(settled_on=None)
    for owed in promised.exclude(due_on=None):
        if owed.due_on:
            yield Event(
                f"owed-{owed.pk}@groundswell", owed.due_on, f"{brand} owes you: {owed.what}", campaign.name, page
            )
