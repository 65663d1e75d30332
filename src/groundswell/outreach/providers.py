"""Who lets a mailbox sign in by consent (OAuth) instead of a password, and where their servers are.

Google: https://developers.google.com/workspace/gmail/imap/xoauth2-protocol. Microsoft:
https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """`servers` fills in a new mailbox; `extra` goes with every question; `register` is where the client is made."""

    label: str
    authorize_url: str = ""
    token_url: str = ""
    revoke_url: str = ""
    scopes: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    servers: Mapping[str, str | int] = field(default_factory=dict)
    register: str = ""


def _servers(smtp: str, imap: str) -> dict[str, str | int]:
    return {
        "host": smtp, "port": 587, "security": "starttls", "imap_host": imap, "imap_port": 993, "imap_security": "tls",
    }  # fmt: skip


PROVIDERS = {
    "google": Provider(
        label="Google",
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",  # noqa: S106  # an address, no secret
        revoke_url="https://oauth2.googleapis.com/revoke",
        scopes="https://mail.google.com/",
        # Without these Google gives no refresh token the second time.
        extra={"access_type": "offline", "prompt": "consent"},
        servers=_servers("smtp.gmail.com", "imap.gmail.com"),
        register="Google Cloud → APIs & Services → Credentials → OAuth client ID → Web application.",
    ),
    "microsoft": Provider(
        label="Microsoft",
        authorize_url="https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        token_url="https://login.microsoftonline.com/common/oauth2/v2.0/token",  # noqa: S106  # an address, no secret
        scopes="offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
        servers=_servers("smtp.office365.com", "outlook.office365.com"),
        register="Microsoft Entra → App registrations → New registration → Web. SMTP AUTH must be allowed for the mailbox.",
    ),
    OTHER: Provider(label="Another provider", register="Its page for OAuth or API clients."),
}
