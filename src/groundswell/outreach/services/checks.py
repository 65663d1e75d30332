"""Looking whether a mailbox works and whether receivers will believe it: one finding per question."""

from typing import Any

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.kit import clock
from groundswell.outreach.dns import CannotTell, txt_records
from groundswell.outreach.errors import TransportError
from groundswell.outreach.imap import encryption, opened
from groundswell.outreach.models import Mailbox
from groundswell.outreach.rules import Said, read_dkim, read_dmarc, read_spf
from groundswell.outreach.services.mailboxes import reading_server_of, server_of
from groundswell.outreach.services.owners import only_owner
from groundswell.outreach.transport import greet

UNKNOWN = "cannot tell"
PLAIN = "Nothing is encrypted. That is fine only inside your own network."
# What the large providers call theirs; there is no way to ask a domain for its selectors.
SELECTORS = ("google", "selector1", "selector2", "default", "dkim", "mail", "k1", "k2", "s1", "s2", "fm1", "zoho", "protonmail")  # fmt: skip
SIGN_IN = "Check host, port, security, user name and password. Many providers want an app password."


def check_mailbox(*, workspace: Workspace, mailbox: Mailbox, user: User | None = None) -> list[dict[str, Any]]:
    """Asks both servers and DNS now and keeps the findings: `name`, `state` (ok, warn, fail, cannot tell), `words`, `cure`.

    Must not be called inside a transaction: it waits for servers.
    """
    only_owner(workspace, user)
    found = [*_sending(mailbox), *_reading(mailbox), *_domain(mailbox)]
    mailbox.checks = [
        {"name": name, "state": said.state, "words": said.words, "cure": said.cure} for name, said in found
    ]
    mailbox.checked_at = clock.now()
    with transaction.atomic():
        mailbox.save(update_fields=["checks", "checked_at"])
    return list(mailbox.checks)


def _sending(mailbox: Mailbox) -> list[tuple[str, Said]]:
    try:
        server = server_of(mailbox)
        version = greet(server)
    except TransportError as error:
        return [("Sending", Said("fail", error.message, SIGN_IN))]
    who = f" as {server.username}" if server.username else " without signing in"
    return [("Sending", Said("ok", f"{mailbox.host}:{mailbox.port} lets us in{who}.")), ("TLS, sending", _tls(version))]


def _reading(mailbox: Mailbox) -> list[tuple[str, Said]]:
    if not mailbox.reads:
        words = "No IMAP server is set, so answers and bounces are not seen."
        return [("Reading", Said("warn", words, "Fill in the IMAP server."))]
    try:
        server = reading_server_of(mailbox)
        with opened(server) as box:
            version = encryption(box)
            count = box.folder.status("INBOX").get("MESSAGES", 0)
    except TransportError as error:
        return [("Reading", Said("fail", error.message, SIGN_IN))]
    words = f"{server.host}:{server.port} lets us in as {server.username}; {count} mails in the inbox."
    return [("Reading", Said("ok", words)), ("TLS, reading", _tls(version))]


def _tls(version: str) -> Said:
    if not version:
        return Said("warn", PLAIN, "Choose TLS or STARTTLS.")
    state = "ok" if version in ("TLSv1.2", "TLSv1.3") else "warn"
    return Said(state, f"Encrypted with {version}; the certificate is trusted.")


def _domain(mailbox: Mailbox) -> list[tuple[str, Said]]:
    domain = mailbox.from_email.rpartition("@")[2]
    return [
        ("SPF", _asked(lambda: read_spf(txt_records(domain)))),
        ("DKIM", _asked(lambda: _dkim(mailbox.dkim_selector, domain))),
        ("DMARC", _asked(lambda: _dmarc(domain))),
    ]


def _asked(question: Any) -> Said:
    try:
        said: Said = question()
    except CannotTell as error:
        return Said(UNKNOWN, str(error))
    return said


def _dkim(selector: str, domain: str) -> Said:
    if selector:
        return read_dkim(txt_records(f"{selector}._domainkey.{domain}"), selector)
    for guess in SELECTORS:
        said = read_dkim(txt_records(f"{guess}._domainkey.{domain}"), guess)
        if said.state == "ok":
            return said
    words = "No key under the usual selectors, and a domain cannot be asked for others."
    return Said(UNKNOWN, words, "Fill in the selector your provider names.")


def _dmarc(domain: str) -> Said:
    """The domain's own record, else that of the domain above it (RFC 7489, 6.6.3)."""
    said = read_dmarc(txt_records(f"_dmarc.{domain}"))
    parent = domain.partition(".")[2]
    return read_dmarc(txt_records(f"_dmarc.{parent}")) if said.state == "warn" and "." in parent else said
