"""Asking a creator to mend a disclosure."""

from dataclasses import dataclass

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.creators.models import Creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services.cases import note_fix_request
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.services import queue_message


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def prepare_fix_letter(*, check: DisclosureCheck, creator: Creator) -> Letter:
    """What to write to the creator: what is wrong, and the caption that would be right."""
    problems = [f"- {f['message']}" for f in check.findings if f["severity"] in ("fail", "review")]
    fixes = list(dict.fromkeys(f["fix"] for f in check.findings if f["fix"] and f["severity"] in ("fail", "review")))
    body = [
        f"Hi {creator.name.split()[0]},",
        "",
        f"thank you for your post: {check.post.url}",
        "",
        "Its disclosure needs a small correction, because your followers must be told about our arrangement:",
        *problems,
        "",
        *(["A caption that would be right:", "", *fixes, ""] if fixes else []),
        "Please change the caption within two days and tell us when it is done.",
        "",
        "Thank you!",
        check.workspace.name,
    ]
    return Letter("A small correction to your post", "\n".join(body))


@transaction.atomic
def request_fix(
    *, check: DisclosureCheck, creator: Creator, mailbox: Mailbox, subject: str, body: str, user: User | None = None
) -> Message:
    """Queues the request (once per check) and notes it in the ledger."""
    message = queue_message(
        workspace=check.workspace,
        creator=creator,
        mailbox=mailbox,
        subject=subject,
        body=body,
        idempotency_key=f"fix:{check.pk}",
        user=user,
    )
    note_fix_request(check=check, creator=creator, channel="mail", user=user)
    return message
