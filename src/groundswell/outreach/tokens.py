"""What stands in the return path of a mail, so that a bounce names the mail it is about and nobody can invent one."""

import base64
import hmac
import re

from django.conf import settings

LONGEST_LOCAL_PART = 64
# Lower case throughout: servers on the way may fold it.
TOKEN = re.compile(r"b-([a-z2-7]{16})-(\d{1,18})", re.ASCII | re.IGNORECASE)


def token_of(message: int) -> str:
    """The token of the message with that id: 80 bits of a keyed digest, and the id."""
    return f"b-{_mark(message)}-{message}"


def message_in(text: str) -> int | None:
    """The message that a token in the text stands for; None when there is none that we made."""
    for mark, number in TOKEN.findall(text):
        if hmac.compare_digest(mark.lower(), _mark(int(number))):
            return int(number)
    return None


def return_path(address: str, message: int) -> str:
    """Where bounces of a message go (VERP): `ana+b-…@brand.example`; the plain address where that would be too long."""
    local, _, domain = address.rpartition("@")
    tagged = f"{local}+{token_of(message)}"
    return f"{tagged}@{domain}" if len(tagged) <= LONGEST_LOCAL_PART and "+" not in local else address


def _mark(message: int) -> str:
    key = f"groundswell.outreach.return-path:{settings.SECRET_KEY}".encode()
    return base64.b32encode(hmac.digest(key, str(message).encode(), "sha256")[:10]).decode().lower()
