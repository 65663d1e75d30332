"""What was decided about a draft, told by mail."""

from django.conf import settings

from groundswell.accounts.models import User
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.services import queue_message
from groundswell.tracking.models import Draft


def mail_decision(*, draft: Draft, mailbox: Mailbox, note: str = "", user: User | None = None) -> Message:
    """Queues the answer to the creator, once per draft; raises what `queue_message` raises."""
    deliverable = draft.deliverable
    participant = deliverable.participant
    approved = draft.state == Draft.State.APPROVED
    page = f"{settings.PUBLIC_URL}/c/{participant.token}/drafts/{deliverable.pk}/"
    what = f"{deliverable.get_activity_display()} for {participant.campaign.name}"
    body = [
        f"Hi {participant.creator.name.split()[0]},",
        f"your draft is approved ({what}): please publish it as it stands." if approved
        else f"thank you for your draft ({what}). Please change it:",
        *([note.strip()] if note.strip() else []),
        f"Your page: {page}",
        f"Thank you!\n{draft.workspace.name}",
    ]  # fmt: skip
    return queue_message(
        workspace=draft.workspace, creator=participant.creator, mailbox=mailbox, campaign=participant.campaign, user=user,
        subject="Your draft is approved" if approved else "A change to your draft", body="\n\n".join(body),
        idempotency_key=f"draft:{draft.pk}:{draft.state}",
    )  # fmt: skip
