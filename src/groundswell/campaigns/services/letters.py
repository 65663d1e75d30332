"""Offers go out by mail, one or many."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Offer
from groundswell.campaigns.queries.offers import letter_facts
from groundswell.campaigns.services.offers import send_offer
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.models import Mailbox
from groundswell.outreach.rules import render, render_subject


@dataclass
class Outcome:
    """How many offers went out, and who did not get theirs: (name, why)."""

    sent: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def mail_offers(*, offers: Sequence[Offer], mailbox: Mailbox, subject: str, body: str, user: User | None = None) -> Outcome:
    """Renders the Liquid texts for each offer and queues the mails. One refusal (no address, suppressed,
    a value missing) leaves that offer a draft and does not hold up the others."""
    outcome = Outcome()
    for offer in offers:
        facts = letter_facts(offer, sender=str(user) if user else mailbox.from_name)
        try:
            with transaction.atomic():
                send_offer(
                    offer=offer,
                    user=user,
                    mailbox=mailbox,
                    subject=render_subject(subject, facts),
                    body=render(body, facts),
                )
        except GroundswellError as error:
            outcome.refused.append((offer.participant.creator.name, f"{error.message} {error.cure}".strip()))
        else:
            outcome.sent += 1
    return outcome
