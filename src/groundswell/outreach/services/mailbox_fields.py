"""What a mailbox may hold, checked before it is kept."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from groundswell.kit.errors import BadInput
from groundswell.kit.secret_box import SecretBox
from groundswell.outreach.models import Mailbox
from groundswell.outreach.rules import is_local_host, one_line

SENDING = {"name": "", "from_name": "", "from_email": "", "host": "", "port": 587, "security": "starttls", "username": ""}  # fmt: skip
READING = {"imap_host": "", "imap_port": 993, "imap_security": "tls", "imap_username": ""}
PACE = {
    "daily_cap": (40, 1, 2_000), "ramp_start": (10, 1, 2_000), "ramp_step": (5, 0, 500), "gap_least": (40, 0, 86_400),
    "gap_most": (180, 0, 86_400), "hours_from": (9, 0, 23), "hours_to": (17, 1, 24),
}  # fmt: skip
SECRETS = ("password", "imap_password")
DEFAULTS: dict[str, Any] = {
    **SENDING, **READING, **{name: default for name, (default, _, _) in PACE.items()}, "dkim_selector": "",
    "password": "", "imap_password": "",
}  # fmt: skip
HOST = re.compile(r"\[?[\w.:-]{1,253}\]?\Z")
SELECTOR = re.compile(r"[\w.-]{0,120}\Z", re.ASCII)


def fill(mailbox: Mailbox, facts: dict[str, Any]) -> None:
    """Takes all of `DEFAULTS` over; `BadInput` names the field. An empty secret keeps the one that is there."""
    if unknown := facts.keys() - DEFAULTS.keys():
        raise BadInput(f"A mailbox has no “{min(unknown)}”.", where=min(unknown))
    for field in ("name", "from_name", "from_email"):
        setattr(mailbox, field, one_line(str(facts[field]), field, 120 if field != "from_email" else 254))
    try:
        validate_email(mailbox.from_email)
    except ValidationError as error:
        raise BadInput("That is no e-mail address.", where="from_email") from error
    _server(mailbox, facts, "")
    if str(facts["imap_host"]).strip():
        _server(mailbox, facts, "imap_")
    else:
        mailbox.imap_host = ""
    mailbox.dkim_selector = str(facts["dkim_selector"]).strip()
    if not SELECTOR.match(mailbox.dkim_selector):
        raise BadInput("A selector is a word such as “google”.", where="dkim_selector")
    _pace(mailbox, facts)
    for field in SECRETS:
        _secret(mailbox, field, str(facts[field]))


def _server(mailbox: Mailbox, facts: dict[str, Any], prefix: str) -> None:
    host, security = str(facts[f"{prefix}host"]).strip(), str(facts[f"{prefix}security"])
    if not HOST.match(host):
        raise BadInput("That is no host name or address.", where=f"{prefix}host")
    if security not in Mailbox.Security.values:
        raise BadInput("Security is starttls, tls or none.", where=f"{prefix}security")
    if security == Mailbox.Security.NONE and not is_local_host(host):
        raise BadInput(
            "Without encryption only a server of your own network may be used.",
            where=f"{prefix}security",
            cure="Choose STARTTLS or TLS.",
        )
    setattr(mailbox, f"{prefix}host", host)
    setattr(mailbox, f"{prefix}security", security)
    setattr(mailbox, f"{prefix}username", str(facts[f"{prefix}username"]).strip())
    setattr(mailbox, f"{prefix}port", _number(facts[f"{prefix}port"], f"{prefix}port", 1, 65_535))


def _pace(mailbox: Mailbox, facts: dict[str, Any]) -> None:
    for field, (_, least, most) in PACE.items():
        setattr(mailbox, field, _number(facts[field], field, least, most))
    if mailbox.gap_most < mailbox.gap_least:
        raise BadInput("The longest gap is shorter than the shortest.", where="gap_most")
    if mailbox.hours_to <= mailbox.hours_from:
        raise BadInput("The day ends before it begins.", where="hours_to")


def _secret(mailbox: Mailbox, field: str, given: str) -> None:
    if given:
        sealed = SecretBox(settings.SECRET_KEY).seal(given)
        if len(sealed) > 500:
            raise BadInput("That password is too long.", where=field)
        setattr(mailbox, field, sealed)
    elif field == "password" and not mailbox.username:
        mailbox.password = ""


def _number(value: object, where: str, least: int, most: int) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadInput(f"This is a whole number from {least} to {most}.", where=where)
    return int(text)
