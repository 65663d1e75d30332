"""Templates, addresses, and what to do when a server says no. Pure: no Django, no I/O."""

from groundswell.outreach.rules.addresses import fold_address, is_local_host, one_line
from groundswell.outreach.rules.dns import Said, read_dkim, read_dmarc, read_spf
from groundswell.outreach.rules.kinds import (
    asks_to_stop,
    back_on,
    failed_for_good,
    is_automatic,
    is_complaint,
    is_report,
    may_be_forged,
)
from groundswell.outreach.rules.pacing import cap_on, working_moment, zone_of
from groundswell.outreach.rules.replies import split_reply
from groundswell.outreach.rules.sending import pause_after
from groundswell.outreach.rules.templates import names_in, render, render_subject, unknown_names

__all__ = [
    "Said",
    "asks_to_stop",
    "back_on",
    "cap_on",
    "failed_for_good",
    "fold_address",
    "is_automatic",
    "is_complaint",
    "is_local_host",
    "is_report",
    "may_be_forged",
    "names_in",
    "one_line",
    "pause_after",
    "read_dkim",
    "read_dmarc",
    "read_spf",
    "render",
    "render_subject",
    "split_reply",
    "unknown_names",
    "working_moment",
    "zone_of",
]
