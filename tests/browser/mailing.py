"""A mail server that keeps what it is given."""

import re
import socket
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 60


class Letters:
    """Listens on 127.0.0.1 while used as a context."""

    def __init__(self) -> None:
        self.came: list[tuple[str, EmailMessage]] = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = message_from_bytes(envelope.original_content or b"", policy=default)
        assert isinstance(message, EmailMessage)
        self.came += [(address, message) for address in envelope.rcpt_tos]
        return "250 OK"

    def __enter__(self) -> "Letters":
        self.server.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.stop()

    def to(self, address: str) -> list[EmailMessage]:
        return [message for recipient, message in self.came if recipient == address]

    def wait_for(self, address: str, subject: str) -> EmailMessage:
        """The one letter to the address whose subject has these words."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for message in self.to(address):
                if subject in message["Subject"]:
                    return message
            time.sleep(0.2)
        raise AssertionError(f"No letter “{subject}” to {address}; came: {[(a, m['Subject']) for a, m in self.came]}")


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(message: EmailMessage, path: str) -> str:
    """The address in the letter whose path begins so."""
    found = re.search(rf"https?://[^/\s]+{path}\S*", text_of(message))
    assert found is not None, text_of(message)
    return found[0]
