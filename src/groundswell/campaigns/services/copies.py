"""Both sides get the agreement by mail: the creator as any other mail, the brand to the mailbox's own address."""

from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.db import transaction
from django.db.models import F

from groundswell.campaigns.models import OfferResponse, RecordCopy
from groundswell.campaigns.queries.offer_page import record_text
from groundswell.campaigns.queries.offers import letter_of, offer_address
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.errors import TransportError
from groundswell.outreach.mail import PLAIN, new_message_id
from groundswell.outreach.models import Mailbox
from groundswell.outreach.services import queue_message
from groundswell.outreach.services.mailboxes import server_of
from groundswell.outreach.transport import deliver

MOST_ATTEMPTS = 8
CREATOR_BODY = """Hi {name},

this is agreed between you and {brand}. Below is your copy, exactly as it stood when it was accepted. It can be read at any
time at {address}

{record}"""


def send_copies(response: OfferResponse) -> None:
    """Queues both copies of an agreement. Without a mailbox or an address nothing goes out: the page keeps the record."""
    mailbox, offer = mailbox_for(response), response.offer
    if mailbox is None:
        return
    RecordCopy.objects.get_or_create(response=response, defaults={"workspace": response.workspace})
    creator = offer.participant.creator
    body = CREATOR_BODY.format(
        name=creator.name.split()[0],
        brand=response.workspace.name,
        address=offer_address(offer),
        record=record_text(response),
    )
    try:
        with transaction.atomic():
            queue_message(
                workspace=response.workspace, creator=creator, mailbox=mailbox, campaign=offer.participant.campaign,
                subject=_subject(response), body=body, idempotency_key=f"agreement:{response.pk}",
            )  # fmt: skip
    except GroundswellError:
        # No address, or one that must not be written to: they have the page and its download.
        return


def mailbox_for(response: OfferResponse) -> Mailbox | None:
    """The mailbox that brought the offer, else the workspace's first."""
    letter = letter_of(response.offer)
    found: Mailbox | None = letter.mailbox if letter else Mailbox.objects.of(response.workspace).order_by("pk").first()
    return found


def send_record_copies(*, limit: int = 50) -> dict[str, int]:
    """Mails what waits to the brands' own mailboxes; what a server refuses is tried again, later each time."""
    told = {"sent": 0, "failed": 0}
    due = RecordCopy.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS, next_attempt_at__lte=clock.now())
    for pk in list(due.order_by("next_attempt_at").values_list("pk", flat=True)[:limit]):
        # Whoever raises the count sends: two workers never take the same copy.
        row = RecordCopy.objects.select_related("response__offer__participant__creator", "workspace").get(pk=pk)
        pause = clock.now() + timedelta(minutes=2 ** (row.attempts + 1))
        taken = RecordCopy.objects.filter(pk=pk, attempts=row.attempts, sent_at=None)
        if taken.update(attempts=F("attempts") + 1, next_attempt_at=pause):
            told["sent" if _send(row) else "failed"] += 1
    return told


def _send(row: RecordCopy) -> bool:
    mailbox = mailbox_for(row.response)
    if mailbox is None:
        return False
    mail = EmailMessage(policy=PLAIN)
    mail["From"] = mail["To"] = Address(mailbox.from_name, addr_spec=mailbox.from_email)
    mail["Subject"] = _subject(row.response)
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = new_message_id(mailbox)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"Your copy.\n\n{record_text(row.response)}")
    try:
        deliver(server_of(mailbox), mail)
    except TransportError as error:
        RecordCopy.objects.filter(pk=row.pk).update(error=error.message)
        return False
    RecordCopy.objects.filter(pk=row.pk).update(sent_at=clock.now(), error="")
    return True


def _subject(response: OfferResponse) -> str:
    participant = response.offer.participant
    return f"Agreed: {participant.campaign.name}, {participant.creator.name}, version {response.offer_version}"[:200]
