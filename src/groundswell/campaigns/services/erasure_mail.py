"""A wish to be forgotten is confirmed by whoever reads the creator's mail."""

from django.conf import settings
from django.db import transaction

from groundswell.campaigns.rules.letters import ERASURE_BODY, ERASURE_SUBJECT
from groundswell.creators.models import Creator, CreatorRequest
from groundswell.creators.own_record import erasure_token, request_erasure
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.models import Mailbox
from groundswell.outreach.rules import render, render_subject
from groundswell.outreach.services import queue_message
from groundswell.relationships.services import record_event


@transaction.atomic
def ask_erasure(*, creator: Creator) -> tuple[CreatorRequest, bool]:
    """Keeps the wish for a person to answer, and mails the link that confirms it. Answers whether a mail goes out:
    without an address, a mailbox or leave to write the wish waits unconfirmed."""
    asked = request_erasure(creator=creator)
    workspace = creator.workspace
    record_event(workspace=workspace, creator=creator, kind="erasure_asked", text="Asked to be forgotten.")
    mailbox = Mailbox.objects.of(workspace).order_by("pk").first()
    if mailbox is None or not creator.email:
        return asked, False
    facts = {
        "creator": {"name": creator.name, "first_name": creator.name.split()[0]},
        "brand": workspace.name,
        "erasure": {"link": f"{settings.PUBLIC_URL}/c/forget/{erasure_token(asked)}/"},
    }
    try:
        with transaction.atomic():
            queue_message(
                workspace=workspace, creator=creator, mailbox=mailbox, subject=render_subject(ERASURE_SUBJECT, facts),
                body=render(ERASURE_BODY, facts), idempotency_key=f"erasure:{asked.pk}",
            )  # fmt: skip
    except GroundswellError:
        return asked, False
    return asked, True
