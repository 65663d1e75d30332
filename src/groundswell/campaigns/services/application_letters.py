"""Applicants get an answer by mail."""

from dataclasses import dataclass

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Application, Participant
from groundswell.campaigns.queries.offers import own_page_address
from groundswell.campaigns.rules.letters import REGRET_BODY, REGRET_SUBJECT, WELCOME_BODY, WELCOME_SUBJECT
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.models import Mailbox
from groundswell.outreach.rules import render, render_subject
from groundswell.outreach.services import queue_message


@dataclass(frozen=True, kw_only=True)
class Letter:
    """From where, and the Liquid texts; empty ones are the usual words."""

    mailbox: Mailbox
    subject: str = ""
    body: str = ""


def mail_answer(
    *, application: Application, participant: Participant | None, letter: Letter | None, user: User | None
) -> str:
    """Queues the one answer to an application; says why when it cannot, because the decision stands without it."""
    if letter is None or application.creator is None:
        return ""
    creator, campaign = application.creator, application.call.campaign
    usual = (WELCOME_SUBJECT, WELCOME_BODY) if participant else (REGRET_SUBJECT, REGRET_BODY)
    facts = {
        "creator": {"name": application.name, "first_name": application.name.split()[0]},
        "brand": campaign.workspace.name,
        "campaign": campaign.name,
        "sender": str(user) if user else letter.mailbox.from_name,
    } | ({"page": {"link": own_page_address(participant)}} if participant else {})
    try:
        with transaction.atomic():
            queue_message(
                workspace=application.workspace, creator=creator, mailbox=letter.mailbox, campaign=campaign, user=user,
                subject=render_subject(letter.subject or usual[0], facts), body=render(letter.body or usual[1], facts),
                idempotency_key=f"application:{application.pk}",
            )  # fmt: skip
    except GroundswellError as error:
        return f"{error.message} {error.cure}".strip()
    return ""
