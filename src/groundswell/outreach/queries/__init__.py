"""Reads of messages, mailboxes and templates; and what a mail would look like."""

from groundswell.outreach.queries.direct import (
    direct_accounts,
    direct_message_of,
    direct_messages,
    reachable,
    reachable_one,
)
from groundswell.outreach.queries.gate import gate_decisions, may_write
from groundswell.outreach.queries.inbox import (
    Entry,
    attachment_of,
    entries_of,
    incoming_of,
    thread_of,
    threads,
    unread_threads,
)
from groundswell.outreach.queries.lists import (
    consent_of,
    is_suppressed,
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
    "Entry",
    "Preview",
    "attachment_of",
    "consent_of",
    "direct_accounts",
    "direct_message_of",
    "direct_messages",
    "enrolment_of",
    "enrolments",
    "entries_of",
    "filled",
    "gate_decisions",
    "incoming_of",
    "is_suppressed",
    "mailbox_of",
    "mailboxes",
    "may_write",
    "message_counts",
    "message_of",
    "messages",
    "previews",
    "reachable",
    "reachable_one",
    "sequence_of",
    "sequences",
    "step_of",
    "step_run_of",
    "template_of",
    "templates",
    "thread_of",
    "threads",
    "to_do_by_hand",
    "unread_threads",
    "waiting_messages",
]
