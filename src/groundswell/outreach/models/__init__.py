"""Writing to creators, one person at a time."""

from groundswell.outreach.models.mailboxes import Mailbox
from groundswell.outreach.models.messages import Message, Suppression, Template

__all__ = ["Mailbox", "Message", "Suppression", "Template"]
