"""Opening a mailbox over IMAP."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from imaplib import IMAP4

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from groundswell.outreach.errors import TransportError
from groundswell.outreach.transport import Server, encryption_of, words_of

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
        box.login(server.username, server.password, initial_folder=None)
        box.folder.set(folder, readonly=True)
    except TROUBLE as error:
        _close(box)
        raise TransportError(f"{server.host}:{server.port} cannot be read: {words_of(error)}", server=True) from error
    try:
        yield box
    except TROUBLE as error:
        raise TransportError(f"Reading {server.host} broke off: {words_of(error)}", server=True) from error
    finally:
        with suppress(*TROUBLE):
            box.logout()
        _close(box)


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
