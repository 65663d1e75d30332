"""Creators' own pages from the team's side: a new address, closed, opened again, sent; and how all of them look."""

from collections.abc import Sequence

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import OwnPageSetting, Participant
from groundswell.campaigns.models.own_pages import SHOWABLE
from groundswell.campaigns.page_tokens import new_nonce
from groundswell.campaigns.queries.offers import own_page_address
from groundswell.campaigns.rules.letters import PAGE_BODY, PAGE_SUBJECT
from groundswell.campaigns.rules.open_calls import read_colour
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.rules import render, render_subject
from groundswell.outreach.services import queue_message


@transaction.atomic
def renew_page(*, participant: Participant, user: User | None = None) -> str:
    """A new address, open; every earlier one stops working. Answers the address."""
    participant.page_nonce, participant.earlier_digest, participant.page_closed_at = new_nonce(), "", None
    participant.save(update_fields=["page_nonce", "earlier_digest", "page_closed_at"])
    _audit(participant, user, "renewed")
    return own_page_address(participant)


@transaction.atomic
def close_page(*, participant: Participant, user: User | None = None) -> bool:
    """Nobody opens the page any more; what came in by it stays. False when it was closed already."""
    if participant.page_closed_at is not None:
        return False
    participant.page_closed_at = clock.now()
    participant.save(update_fields=["page_closed_at"])
    _audit(participant, user, "closed")
    return True


@transaction.atomic
def reopen_page(*, participant: Participant, user: User | None = None) -> bool:
    """The address works again; False when it did."""
    if participant.page_closed_at is None:
        return False
    participant.page_closed_at = None
    participant.save(update_fields=["page_closed_at"])
    _audit(participant, user, "reopened")
    return True


@transaction.atomic
def send_page(*, participant: Participant, mailbox: Mailbox, user: User | None = None) -> Message:
    """Queues the one mail that brings this address; the same address once more is the mail that is there.

    `Conflict` for a closed page; refuses as `queue_message` does.
    """
    if participant.page_closed_at is not None:
        raise Conflict("The page is closed.", where="participant", cure="Open it first.")
    creator, workspace = participant.creator, participant.workspace
    facts = {
        "creator": {"name": creator.name, "first_name": creator.name.split()[0]},
        "brand": workspace.name,
        "campaign": participant.campaign.name,
        "sender": str(user) if user else mailbox.from_name,
        "page": {"link": own_page_address(participant)},
    }
    return queue_message(
        workspace=workspace, creator=creator, mailbox=mailbox, campaign=participant.campaign, user=user,
        subject=render_subject(PAGE_SUBJECT, facts), body=render(PAGE_BODY, facts),
        idempotency_key=f"own-page:{participant.pk}:{participant.page_nonce}",
    )  # fmt: skip


@transaction.atomic
def save_page_setting(
    *, workspace: Workspace, colour: str = "", shows: Sequence[str] = (), user: User | None = None
) -> OwnPageSetting:
    """`colour` as #rrggbb or empty for ours; `shows` of `SHOWABLE`."""
    if unknown := [name for name in shows if name not in SHOWABLE]:
        raise BadInput(f"“{unknown[0]}” is no result.", where="shows", cure=f"One or more of: {', '.join(SHOWABLE)}.")
    facts = {"colour": read_colour(colour), "shows": [name for name in SHOWABLE if name in shows]}
    setting, _ = OwnPageSetting.objects.of(workspace).update_or_create(
        workspace=workspace, defaults=facts | {"changed_at": clock.now()}
    )
    record_audit(workspace=workspace, user=user, action="own_pages.set", subject="creators’ pages", detail=facts)
    found: OwnPageSetting = setting
    return found


def _audit(participant: Participant, user: User | None, what: str) -> None:
    record_audit(
        workspace=participant.workspace, user=user, action=f"own_page.{what}",
        subject=f"creator {participant.creator_id}", detail={"campaign": participant.campaign.slug},
    )  # fmt: skip
