"""Reads of messages, mailboxes and templates; and what a mail would look like."""

from groundswell.outreach.queries.lists import (
    mailbox_of,
    mailboxes,
    message_counts,
    message_of,
    messages,
    template_of,
    templates,
    waiting_messages,
)
from groundswell.outreach.queries.previews import Preview, filled, previews

__all__ = [
    "Preview",
    "filled",
    "mailbox_of",
    "mailboxes",
    "message_counts",
    "message_of",
    "messages",
    "previews",
    "template_of",
    "templates",
    "waiting_messages",
]
