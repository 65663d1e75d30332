"""Everything that writes, sends or stops mail."""

from groundswell.outreach.services.checks import check_mailbox
from groundswell.outreach.services.consents import (
    adopt_mail_consent,
    begin_mail_consent,
    finish_mail_consent,
    redirect_uri,
    withdraw_mail_consent,
)
from groundswell.outreach.services.direct import (
    remove_direct_account,
    save_direct_account,
    send_direct,
    send_step,
    settle_direct,
)
from groundswell.outreach.services.from_pages import receive_from_page
from groundswell.outreach.services.gate import keep_decision, override_gate, pass_gate
from groundswell.outreach.services.mailboxes import create_mailbox, delete_mailbox, send_test_mail, update_mailbox
from groundswell.outreach.services.messages import queue_message, retry_message, settle_message, withdraw_message
from groundswell.outreach.services.receiving import read_mailbox, read_mailboxes, receive_mail
from groundswell.outreach.services.sending import send_due_messages
from groundswell.outreach.services.sequences import (
    Enrolled,
    advance_sequences,
    create_sequence,
    delete_step,
    enrol_creators,
    leave_out_step,
    pause_sequence,
    postpone_enrolments,
    resume_enrolment,
    save_step,
    start_sequence,
    stop_enrolment,
    stop_enrolments,
    tick_step,
    update_sequence,
)
from groundswell.outreach.services.suppression import suppress_address, unsubscribe
from groundswell.outreach.services.templates import create_template, delete_template, update_template
from groundswell.outreach.services.threads import answer_thread, change_thread

__all__ = [
    "Enrolled",
    "adopt_mail_consent",
    "advance_sequences",
    "answer_thread",
    "begin_mail_consent",
    "change_thread",
    "check_mailbox",
    "create_mailbox",
    "create_sequence",
    "create_template",
    "delete_mailbox",
    "delete_step",
    "delete_template",
    "enrol_creators",
    "finish_mail_consent",
    "keep_decision",
    "leave_out_step",
    "override_gate",
    "pass_gate",
    "pause_sequence",
    "postpone_enrolments",
    "queue_message",
    "read_mailbox",
    "read_mailboxes",
    "receive_from_page",
    "receive_mail",
    "redirect_uri",
    "remove_direct_account",
    "resume_enrolment",
    "retry_message",
    "save_direct_account",
    "save_step",
    "send_direct",
    "send_due_messages",
    "send_step",
    "send_test_mail",
    "settle_direct",
    "settle_message",
    "start_sequence",
    "stop_enrolment",
    "stop_enrolments",
    "suppress_address",
    "tick_step",
    "unsubscribe",
    "update_mailbox",
    "update_sequence",
    "update_template",
    "withdraw_mail_consent",
    "withdraw_message",
]
