"""Handing one mail to an SMTP server, and knowing for certain what became of it.

A server may take a mail only after it has seen the whole of it (RFC 5321, 4.1.1.4). So whatever goes
wrong before the text is sent has sent nothing; what goes wrong after it, before the answer, is unsure.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from imap_tools.errors import MailboxLoginError

from groundswell.outreach.errors import TransportError

TIMEOUT = 20.0
GO_AHEAD = 354
PLAIN_WORDS: dict[type[Exception], str] = {
    MailboxLoginError: "it refuses user name or password",
    ConnectionRefusedError: "nothing listens there",
    socket.gaierror: "there is no server of that name",
    TimeoutError: "it does not answer",
}


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: str
    username: str
    password: str
    token: str = ""
    """An access token, in place of the password."""


def deliver(server: Server, mail: EmailMessage, return_path: str = "") -> None:
    """Returns when the server has taken the mail; raises `TransportError` otherwise.

    `return_path`: where bounces go. A server that takes no other sender than the mailbox's own gets that one.
    """
    sender = mail["From"].addresses[0].addr_spec
    recipient = mail["To"].addresses[0].addr_spec
    if not (sender + recipient).isascii():
        raise TransportError("The address has letters that plain mail cannot carry.", permanent=True)
    with _connected(server) as smtp:
        _begin(smtp, sender, return_path or sender)
        _expect(smtp.rcpt(recipient), 250, 251)
        _expect(smtp.docmd("DATA"), GO_AHEAD)
        _hand_over(smtp, mail.as_bytes())
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()


def _begin(smtp: smtplib.SMTP, sender: str, return_path: str) -> None:
    answer = smtp.mail(return_path)
    if 500 <= answer[0] <= 599 and return_path != sender:
        smtp.rset()
        answer = smtp.mail(sender)
    _expect(answer, 250)


def greet(server: Server) -> str:
    """Signs in and says how the line is encrypted, such as "TLSv1.3", empty for not at all; sends nothing."""
    with _connected(server) as smtp:
        return encryption_of(smtp.sock)


def encryption_of(sock: object) -> str:
    """The TLS version of a connection, empty for none."""
    return (sock.version() or "") if isinstance(sock, ssl.SSLSocket) else ""


def _hand_over(smtp: smtplib.SMTP, content: bytes) -> None:
    lines = content.replace(b"\r\n.", b"\r\n..")
    if lines.startswith(b"."):
        lines = b"." + lines
    try:
        smtp.send(lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        answer = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise TransportError(
            f"The connection broke after the mail was handed over: {words_of(error)}", unsure=True
        ) from error
    _expect(answer, 250)


def _expect(answer: tuple[int, bytes], *wanted: int) -> None:
    code, words = answer
    if code not in wanted:
        text = f"{code} {words.decode('utf-8', 'replace')}".strip()
        raise TransportError(f"The server said: {text}", permanent=500 <= code <= 599)


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _connect(server)
        smtp.ehlo_or_helo_if_needed()
        _sign_in(smtp, server)
    except smtplib.SMTPAuthenticationError as error:
        _close(smtp)
        what = "the access token" if server.token else "user name or password"
        raise TransportError(f"The server refuses {what}: {words_of(error)}", server=True, signed_out=True) from error
    except (smtplib.SMTPException, OSError) as error:
        _close(smtp)
        raise TransportError(f"{server.host}:{server.port} cannot be used: {words_of(error)}", server=True) from error
    try:
        yield smtp
    except (smtplib.SMTPException, OSError) as error:
        raise TransportError(f"The connection broke before the mail was handed over: {words_of(error)}") from error
    finally:
        _close(smtp)


def _connect(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=ssl.create_default_context())
    smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.security == "starttls":
        try:
            smtp.starttls(context=ssl.create_default_context())
        except (smtplib.SMTPException, OSError):
            _close(smtp)
            raise
    return smtp


def _sign_in(smtp: smtplib.SMTP, server: Server) -> None:
    if server.token:
        # After a refusal the server tells its reason and waits for an empty line.
        smtp.auth("XOAUTH2", lambda reason=None: bearer(server) if reason is None else "")
    elif server.username:
        smtp.login(server.username, server.password)


def bearer(server: Server) -> str:
    """What XOAUTH2 sends, for SMTP and IMAP alike."""
    return f"user={server.username}\x01auth=Bearer {server.token}\x01\x01"


def _close(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        smtp.close()


def words_of(error: Exception) -> str:
    """What went wrong, as the end of a sentence."""
    return _reason(error).rstrip(".") + "."


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    plain = next((words for kind, words in PLAIN_WORDS.items() if isinstance(error, kind)), "")
    return plain or str(error) or type(error).__name__
