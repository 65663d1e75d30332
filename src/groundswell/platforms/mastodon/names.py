"""How people and posts of the Fediverse are named here.

A lasting id is `host/number`: the number is the home server's own, so it means nothing without the host. People who
are only known from another server's lists carry their address `user@host` until their home is asked; the number that
the other server gave them is never used.
"""

import re
from dataclasses import dataclass

from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_profile

HOST = r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}"
LASTING = re.compile(rf"({HOST})/([A-Za-z0-9]{{1,64}})")
HOME_POST = re.compile(rf"https://({HOST})/(?:@|users/)([\w.-]+)/(?:statuses/)?(\d{{1,30}})")


@dataclass(frozen=True, slots=True)
class Lasting:
    """A person or post by the number that `host`, its home, gave it."""

    host: str
    number: str

    def __str__(self) -> str:
        return f"{self.host}/{self.number}"


@dataclass(frozen=True, slots=True)
class Address:
    """`user@domain`. The server that answers for a domain may have another name."""

    user: str
    domain: str

    def __str__(self) -> str:
        return f"{self.user}@{self.domain}"


def lasting(text: str) -> Lasting:
    """Of a lasting id; `BadInput` for anything else."""
    found = LASTING.fullmatch(text)
    if found is None:
        raise BadInput(f"“{text}” is no lasting id of the Fediverse.", where="id", code="profile_unreadable")
    return Lasting(found[1], found[2])


def reference(text: str) -> Lasting | Address:
    """Of a lasting id, a handle in any form, or a profile's address."""
    if LASTING.fullmatch(text):
        return lasting(text)
    user, _, domain = parse_profile(text, "mastodon").handle.partition("@")
    return Address(user, domain)


def home_of_post(url: str, domain: str) -> Lasting | None:
    """The lasting id that a post's own address tells, when it lies on `domain` and is of Mastodon's form."""
    found = HOME_POST.fullmatch(url.partition("?")[0])
    return Lasting(found[1], found[3]) if found and (found[1] == domain or found[1].endswith(f".{domain}")) else None
