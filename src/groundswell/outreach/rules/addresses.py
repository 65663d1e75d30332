"""Addresses, hosts and header lines."""

import ipaddress
import unicodedata

from groundswell.kit.errors import BadInput


def fold_address(address: str) -> str:
    """One spelling for one mailbox as far as anybody can know: no outer space, no case, composed Unicode."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def one_line(text: str, where: str, length: int = 255) -> str:
    """The trimmed text for a header line; refuses line breaks and other control characters, and emptiness."""
    line = text.strip()
    if any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in line):
        raise BadInput("This must be one line without control characters.", where=where)
    if not line or len(line) > length:
        raise BadInput(f"This needs 1 to {length} characters.", where=where)
    return line


def is_local_host(host: str) -> bool:
    """Whether a mail server's name or address is on this machine or its own network."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))
    return address.is_loopback or address.is_private
