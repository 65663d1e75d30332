"""Opening a mailbox over IMAP."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from imaplib import IMAP4

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxLoginError

from groundswell.outreach.errors import TransportError
from groundswell.outreach.transport import Server, bearer, encryption_of, words_of

TIMEOUT = 20.0
# UnicodeError: a name or password that the protocol cannot carry.
TROUBLE = (ImapToolsError, IMAP4.error, OSError, UnicodeError)


@contextmanager
def opened(server: Server, folder: str = "INBOX") -> Iterator[BaseMailBox]:
    """The folder, read-only: nothing is marked as seen. `TransportError` with `server` when it cannot be used."""
    box: BaseMailBox | None = None
    try:
        box = (
            MailBox(server.host, server.port, TIMEOUT, ssl_context=_trust())
            if server.security == "tls"
            else _plain(server)
        )
        if server.security == "starttls":
            box.client.starttls(_trust())
        _sign_in(box, server)
        box.folder.set(folder, readonly=True)
    except TROUBLE as error:
        _close(box)
        signed_out = isinstance(error, MailboxLoginError)
        words = words_of(error) if not (signed_out and server.token) else "it refuses the access token."
        raise TransportError(
            f"{server.host}:{server.port} cannot be read: {words}", server=True, signed_out=signed_out
        ) from error
    try:
        yield box
    except TROUBLE as error:
        raise TransportError(f"Reading {server.host} broke off: {words_of(error)}", server=True) from error
    finally:
        with suppress(*TROUBLE):
            box.logout()
        _close(box)


def _sign_in(box: BaseMailBox, server: Server) -> None:
    if not server.token:
        box.login(server.username, server.password, initial_folder=None)
        return
    answers = iter([bearer(server).encode()])
    try:
        # After a refusal the server tells its reason and waits for an empty line.
        box.client.authenticate("XOAUTH2", lambda reason: next(answers, b""))
    except IMAP4.abort:
        raise
    except IMAP4.error as error:
        raise MailboxLoginError(("NO", [str(error).encode()]), "OK") from error


def _plain(server: Server) -> BaseMailBox:
    return MailBoxUnencrypted(server.host, server.port, TIMEOUT)


def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _close(box: BaseMailBox | None) -> None:
    if box is not None:
        with suppress(*TROUBLE):
            box.client.shutdown()


def encryption(box: BaseMailBox) -> str:
    """The TLS version of the connection, empty for none."""
    return encryption_of(box.client.sock)
