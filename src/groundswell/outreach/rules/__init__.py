"""Templates, addresses, and what to do when a server says no. Pure: no Django, no I/O."""

from groundswell.outreach.rules.addresses import fold_address, is_local_host, one_line
from groundswell.outreach.rules.dns import Said, read_dkim, read_dmarc, read_spf
from groundswell.outreach.rules.pacing import cap_on, working_moment, zone_of
from groundswell.outreach.rules.sending import pause_after
from groundswell.outreach.rules.templates import names_in, render, render_subject, unknown_names

__all__ = [
    "Said",
    "cap_on",
    "fold_address",
    "is_local_host",
    "names_in",
    "one_line",
    "pause_after",
    "read_dkim",
    "read_dmarc",
    "read_spf",
    "render",
    "render_subject",
    "unknown_names",
    "working_moment",
    "zone_of",
]
