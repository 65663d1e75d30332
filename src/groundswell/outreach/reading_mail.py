"""A mail as it came, made plain: nothing in it is trusted, and nothing in it can be too much."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parseaddr
from itertools import islice

from groundswell.kit.html_text import read_html
from groundswell.kit.ids import digest
from groundswell.kit.storable import storable
from groundswell.outreach import html_mail

MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS, MOST_FILES = 200, 20
LONGEST_TEXT = 200_000
LONGEST_HTML = 300_000
LONGEST_HEADER = 2_000
MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """`parsed` for what needs its headers; everything else is plain text, cut to sizes that fit."""

    parsed: Message
    message_id: str
    references: tuple[str, ...]
    from_email: str
    from_name: str
    to: tuple[str, ...]
    subject: str
    text: str = ""
    html: str = ""
    files: tuple[File, ...] = field(default=())
    note: str = ""


def read_mail(content: bytes, *, cut: bool = False) -> Mail:
    """The mail of these bytes (at most MOST_BYTES are looked at); `cut` when the end of it is missing. Never fails."""
    notes = ["It is too large: its end was not read."] if cut or len(content) > MOST_BYTES else []
    text, html = "", ""
    files: list[File] = []
    try:
        parsed = email.message_from_bytes(content[:MOST_BYTES], policy=email.policy.compat32)
    except (RecursionError, LookupError, ValueError, TypeError):
        parsed = BytesHeaderParser(policy=email.policy.compat32).parsebytes(content[:MOST_BYTES])
        notes.append("It cannot be read: its parts are built wrongly.")
    try:
        text, html, files, left = _bodies(parsed, whole=not notes)
        notes += left
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
        notes.append("It cannot be read: its parts are built wrongly.")
    return Mail(
        parsed, _message_id(parsed, content), _references(parsed), *_sender(parsed), to=_recipients(parsed),
        subject=header(parsed, "Subject")[:255], text=text, html=html, files=tuple(files), note=" ".join(notes)[:300],
    )  # fmt: skip


def header(mail: Message, name: str) -> str:
    """A header as one line of text, whatever it holds."""
    return _decoded(str(mail.get(name, ""))[:LONGEST_HEADER])


def _decoded(raw: str) -> str:
    try:
        text = str(make_header(decode_header(raw)))
    except (LookupError, ValueError):
        text = raw
    return " ".join(str(storable(text)).split())


def _bodies(mail: Message, *, whole: bool) -> tuple[str, str, list[File], list[str]]:
    plain: list[str] = []
    rich: list[str] = []
    files: list[File] = []
    notes: list[str] = []
    for part in islice(mail.walk(), MOST_PARTS):
        kind, name = part.get_content_type(), _file_name(part)
        if part.is_multipart():
            continue
        if not name and kind in ("text/plain", "text/html"):
            (plain if kind == "text/plain" else rich).append(_text(part))
        elif name and len(files) < MOST_FILES and whole:
            files.append(File(name, kind[:100], _content(part)))
        elif name:
            notes = ["Some attachments were left out."]
    html = "\n".join(rich)[:LONGEST_HTML]
    text = "\n".join(plain) if "".join(plain).strip() else read_html(html).text
    return text[:LONGEST_TEXT], html_mail.clean(html), files, notes


def _text(part: Message) -> str:
    content = _content(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        return str(storable(content.decode(charset, "replace")))
    except LookupError:
        return str(storable(content.decode("latin-1")))


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _file_name(part: Message) -> str:
    name = part.get_filename()
    if not name and part.get_content_disposition() != "attachment":
        return ""
    flat = re.sub(r"[^\w .()+-]", "_", " ".join(str(storable(str(name or "attachment"))).split()))
    return flat.strip(". ")[-150:] or "attachment"


def _message_id(mail: Message, content: bytes) -> str:
    found = MESSAGE_ID.search(str(mail.get("Message-ID", "")))
    return found[0] if found else f"<{digest(content.decode('latin-1'))}@no-message-id>"


def _references(mail: Message) -> tuple[str, ...]:
    text = f"{mail.get('References', '')} {mail.get('In-Reply-To', '')}"[-8_000:]
    return tuple(dict.fromkeys(MESSAGE_ID.findall(text)))[-50:]


def _sender(mail: Message) -> tuple[str, str]:
    # The parts first: what is encoded inside a name must not become an address.
    name, address = parseaddr(str(mail.get("From", ""))[:LONGEST_HEADER])
    return str(storable(address))[:254].lower(), _decoded(name)[:255]


def _recipients(mail: Message) -> tuple[str, ...]:
    names = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
    lines = [str(value)[:LONGEST_HEADER] for name in names for value in mail.get_all(name, [])]
    return tuple(address.lower() for _, address in getaddresses(lines) if address)[:50]
