"""Writing to creators, one person at a time."""

from groundswell.outreach.models.consents import MailConsent
from groundswell.outreach.models.direct import DirectAccount, DirectMessage
from groundswell.outreach.models.gate import GateDecision
from groundswell.outreach.models.inbox import Attachment, Incoming, Thread
from groundswell.outreach.models.mailboxes import Mailbox
from groundswell.outreach.models.messages import Message, Suppression, Template
from groundswell.outreach.models.sequences import Enrolment, Sequence, Step, StepRun

__all__ = [
    "Attachment",
    "DirectAccount",
    "DirectMessage",
    "Enrolment",
    "GateDecision",
    "Incoming",
    "MailConsent",
    "Mailbox",
    "Message",
    "Sequence",
    "Step",
    "StepRun",
    "Suppression",
    "Template",
    "Thread",
]
