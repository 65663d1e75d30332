"""Mail that comes in: fetched, matched with ours, kept, and heeded."""

from groundswell.outreach.services.receiving.fetching import read_mailbox, read_mailboxes
from groundswell.outreach.services.receiving.storing import receive_mail

__all__ = ["read_mailbox", "read_mailboxes", "receive_mail"]
