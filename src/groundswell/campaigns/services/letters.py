"""Offers go out by mail, one or many."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Offer
from groundswell.campaigns.queries.offers import letter_facts, letter_key
from groundswell.campaigns.rules.letters import OFFER_BODY, OFFER_SUBJECT
from groundswell.campaigns.services.offers import send_offer
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.rules import render, render_subject
from groundswell.outreach.services import queue_message


@dataclass
class Outcome:
    """How many offers went out, and who did not get theirs: (name, why)."""

    sent: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def mail_offer(*, offer: Offer, mailbox: Mailbox, subject: str, body: str, user: User | None = None) -> Message:
    """Renders the Liquid texts for one offer, opens its page and queues the mail; a refusal leaves it a draft."""
    facts = letter_facts(offer, sender=str(user) if user else mailbox.from_name)
    heading, text = render_subject(subject or OFFER_SUBJECT, facts), render(body or OFFER_BODY, facts)
    send_offer(offer=offer, user=user)
    return queue_message(
        workspace=offer.workspace,
        creator=offer.participant.creator,
        mailbox=mailbox,
        subject=heading,
        body=text,
        idempotency_key=letter_key(offer),
        campaign=offer.participant.campaign,
        user=user,
    )


def mail_offers(
    *, offers: Sequence[Offer], mailbox: Mailbox, subject: str, body: str, user: User | None = None
) -> Outcome:
    """Mails each offer. One refusal (no address, suppressed, a value missing) does not hold up the others."""
    outcome = Outcome()
    for offer in offers:
        try:
            mail_offer(offer=offer, mailbox=mailbox, subject=subject, body=body, user=user)
        except GroundswellError as error:
            outcome.refused.append((offer.participant.creator.name, f"{error.message} {error.cure}".strip()))
        else:
            outcome.sent += 1
    return outcome
