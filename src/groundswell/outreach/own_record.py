"""What the outreach room has in a creator's own record."""

from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.outreach.models import DirectMessage, GateDecision, Incoming, Message
from groundswell.outreach.services.suppression import suppress_address


def own_mails(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """What was sent and what came in, with its words."""
    sent = Message.objects.of(workspace).filter(creator=creator).exclude(sent_at=None).order_by("sent_at", "pk")
    came = Incoming.objects.of(workspace).filter(thread__creator=creator).order_by("received_at", "pk")
    direct = DirectMessage.objects.of(workspace).filter(creator=creator).exclude(sent_at=None).order_by("sent_at", "pk")
    return {
        "direct": [{"at": row.sent_at, "network": row.network, "text": row.text} for row in direct],
        "sent": [{"at": row.sent_at, "to": row.to_email, "subject": row.subject, "text": row.body} for row in sent],
        "received": [
            {"at": row.received_at, "from": row.from_email, "subject": row.subject, "text": row.new_text}
            for row in came
        ],
    }


def never_write_again(workspace: Workspace, creator: Creator) -> None:
    """The digest of the address stays, so that a later import does not bring the mails back."""
    if creator.email:
        suppress_address(workspace=workspace, email=creator.email, reason="erased")


def strip_proofs(workspace: Workspace, creator: Creator) -> None:
    """That each message was lawful, by which law and on what footing, stays; words and page of the person go."""
    GateDecision.objects.of(workspace).filter(creator=creator).update(proof="", url="")
