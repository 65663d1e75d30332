"""What creators give themselves: their own page, connected accounts, uploaded insights, and taking it all back."""

from groundswell.creators.consent.connecting import Pending, begin_connecting, finish_connecting
from groundswell.creators.consent.links import address_of, make_link, open_link, revoke_link
from groundswell.creators.consent.purging import purge_given
from groundswell.creators.consent.reading import read_due_grants
from groundswell.creators.consent.uploading import save_insights
from groundswell.creators.consent.withdrawing import withdraw, withdraw_all

__all__ = [
    "Pending",
    "address_of",
    "begin_connecting",
    "finish_connecting",
    "make_link",
    "open_link",
    "purge_given",
    "read_due_grants",
    "revoke_link",
    "save_insights",
    "withdraw",
    "withdraw_all",
]
