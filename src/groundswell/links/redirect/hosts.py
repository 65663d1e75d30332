"""Whom a request was for: the application itself, or a name that may be somebody's own domain."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.http.request import split_domain_port, validate_host


class Host(NamedTuple):
    """`name` in lower case without port and last dot; `ours` when the application answers for it (ALLOWED_HOSTS)."""

    name: str
    ours: bool


@lru_cache(maxsize=10_000)
def host_named(raw: bytes) -> Host:
    """What a `Host` header names. Without one the application decides, which has its own rule for that."""
    name, _ = split_domain_port(raw.decode("latin-1"))
    return Host(name, not raw or (bool(name) and validate_host(name, settings.ALLOWED_HOSTS)))
