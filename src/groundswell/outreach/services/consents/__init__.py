"""Signing mailboxes in by consent: asked for in the browser, renewed by itself, taken back."""

from groundswell.outreach.services.consents.asking import (
    adopt_mail_consent,
    begin_mail_consent,
    finish_mail_consent,
    redirect_uri,
)
from groundswell.outreach.services.consents.renewing import access_of, distrust_access
from groundswell.outreach.services.consents.taking import void_mail_consent, withdraw_mail_consent

__all__ = [
    "access_of",
    "adopt_mail_consent",
    "begin_mail_consent",
    "distrust_access",
    "finish_mail_consent",
    "redirect_uri",
    "void_mail_consent",
    "withdraw_mail_consent",
]
