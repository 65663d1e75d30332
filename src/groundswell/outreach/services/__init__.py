"""Everything that writes, sends or stops mail."""

from groundswell.outreach.services.checks import check_mailbox
from groundswell.outreach.services.mailboxes import create_mailbox, delete_mailbox, send_test_mail, update_mailbox
from groundswell.outreach.services.messages import queue_message, retry_message, settle_message, withdraw_message
from groundswell.outreach.services.sending import send_due_messages
from groundswell.outreach.services.suppression import suppress_address, unsubscribe
from groundswell.outreach.services.templates import create_template, delete_template, update_template

__all__ = [
    "check_mailbox",
    "create_mailbox",
    "create_template",
    "delete_mailbox",
    "delete_template",
    "queue_message",
    "retry_message",
    "send_due_messages",
    "send_test_mail",
    "settle_message",
    "suppress_address",
    "unsubscribe",
    "update_mailbox",
    "update_template",
    "withdraw_message",
]
