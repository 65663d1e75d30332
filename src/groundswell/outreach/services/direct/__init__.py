"""Direct messages by official interfaces: from which account, sent once, settled by a person where in doubt."""

from groundswell.outreach.services.direct.accounts import remove_direct_account, save_direct_account
from groundswell.outreach.services.direct.sending import mark_crashed_direct, send_direct, send_step, settle_direct

__all__ = [
    "mark_crashed_direct",
    "remove_direct_account",
    "save_direct_account",
    "send_direct",
    "send_step",
    "settle_direct",
]
