"""Templates, addresses, and what to do when a server says no. Pure: no Django, no I/O."""

from groundswell.outreach.rules.addresses import fold_address, is_local_host, one_line
from groundswell.outreach.rules.sending import pause_after
from groundswell.outreach.rules.templates import names_in, render, render_subject, unknown_names

__all__ = [
    "fold_address",
    "is_local_host",
    "names_in",
    "one_line",
    "pause_after",
    "render",
    "render_subject",
    "unknown_names",
]
