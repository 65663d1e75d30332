"""Asking DNS for TXT records."""

from urllib.parse import urlsplit

import dns.exception
import dns.resolver
from django.conf import settings

PATIENCE = 5.0


class CannotTell(Exception):
    """Nobody answered, so nothing is known."""


def txt_records(name: str) -> list[str]:
    """The texts under a name; none where there are none. `CannotTell` when offline or nobody answers."""
    if settings.OFFLINE and not settings.DNS_SERVER:
        raise CannotTell("This installation is set to ask no network.")
    try:
        answer = _resolver().resolve(name, "TXT")
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as error:
        raise CannotTell("No DNS server answered.") from error
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def _resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver(configure=not settings.DNS_SERVER)
    if settings.DNS_SERVER:
        server = urlsplit(f"//{settings.DNS_SERVER}")
        resolver.nameservers, resolver.port = [server.hostname or ""], server.port or 53
    resolver.lifetime = PATIENCE
    return resolver
