"""One message as mail: headers nobody can inject into, a way out, and who is writing."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from django.conf import settings
from django.core import signing

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.rules import fold_address, one_line
from groundswell.outreach.tokens import token_of

SALT = "groundswell.outreach.unsubscribe"
# 7-bit, as not every server takes more; lines long enough that no address in a header is ever broken up.
PLAIN = SMTP.clone(cte_type="7bit", max_line_length=900)


@dataclass(frozen=True, slots=True)
class WayOut:
    """What an unsubscribe link stands for; the address only as its digest, so the link outlives erasure."""

    workspace_id: int
    address_digest: str
    message_id: int


def unsubscribe_url(message: Message) -> str:
    """The address of the one-click way out for one message."""
    facts = [message.workspace_id, address_digest(message.to_email), message.pk]
    return f"{settings.PUBLIC_URL}/u/{signing.dumps(facts, salt=SALT)}"


def read_way_out(token: str) -> WayOut | None:
    """What the token of /u/TOKEN stands for; None when we never signed it."""
    try:
        workspace_id, address, message_id = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return WayOut(workspace_id, address, message_id)


def address_digest(address: str) -> str:
    """The digest under which an address is suppressed."""
    return digest(fold_address(address))


def new_message_id(mailbox: Mailbox) -> str:
    """A Message-ID of our own, in the sender's domain."""
    return make_msgid(domain=mailbox.from_email.rsplit("@", 1)[-1])


def as_email(message: Message, workspace: Workspace) -> EmailMessage:
    """The mail with footer and the headers of RFC 2369 and RFC 8058."""
    mailbox, url = message.mailbox, unsubscribe_url(message)
    notice = message.gate.notice if hasattr(message, "gate") else ""
    mail = _addressed(mailbox, message.to_email, message.subject)
    mail["Message-ID"] = message.message_id
    if answered := message.references.split()[-10:]:
        mail["In-Reply-To"] = answered[-1]
        mail["References"] = " ".join(answered)
    by_mail = f"mailto:{mailbox.from_email}?subject=unsubscribe%20{token_of(message.pk)}"
    mail["List-Unsubscribe"] = f"<{url}>, <{by_mail}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(f"{message.body.rstrip()}\n\n{footer(mailbox, workspace, url, notice)}")
    return mail


def as_test_email(mailbox: Mailbox, to_email: str) -> EmailMessage:
    """What "send me a test mail" sends."""
    mail = _addressed(mailbox, to_email, f"Test of the mailbox {mailbox.name}")
    mail["Message-ID"] = new_message_id(mailbox)
    mail.set_content(f"This mailbox works: {mailbox.host}:{mailbox.port} took this mail for {mailbox.from_email}.\n")
    return mail


def footer(mailbox: Mailbox, workspace: Workspace, url: str, notice: str = "") -> str:
    """Who writes, from where, and how to stop it: what commercial mail must carry in many countries. `notice` is what the
    lawful gate demands besides."""
    address = ", ".join(line.strip() for line in workspace.postal_address.splitlines() if line.strip())
    lines = [
        "-- ",
        f"{mailbox.from_name}, {workspace.name}",
        address,
        notice,
        f"If you would rather not hear from us: {url}",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _addressed(mailbox: Mailbox, to_email: str, subject: str) -> EmailMessage:
    mail = EmailMessage(policy=PLAIN)
    try:
        mail["From"] = Address(one_line(mailbox.from_name, "from_name"), addr_spec=mailbox.from_email)
        mail["To"] = Address(addr_spec=one_line(to_email, "to_email"))
        mail["Subject"] = one_line(subject, "subject")
    except (ValueError, IndexError) as error:
        raise BadInput(f"No mail can be addressed like that: {error}.", where="to_email") from error
    mail["Date"] = format_datetime(clock.now())
    return mail
