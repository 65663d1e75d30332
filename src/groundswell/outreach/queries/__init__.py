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
from groundswell.outreach.queries.sequences import (
    enrolment_of,
    enrolments,
    sequence_of,
    sequences,
    step_of,
    step_run_of,
    to_do_by_hand,
)

__all__ = [
    "Preview",
    "enrolment_of",
    "enrolments",
    "filled",
    "mailbox_of",
    "mailboxes",
    "message_counts",
    "message_of",
    "messages",
    "previews",
    "sequence_of",
    "sequences",
    "step_of",
    "step_run_of",
    "template_of",
    "templates",
    "to_do_by_hand",
    "waiting_messages",
]
