"""How people and posts of the Fediverse are named here.

A person is `user@domain`: it never changes on Mastodon, is never given to anybody else, and is the one name that all
servers use. The number an account has is each server's own, so the same fan would be another on every server's list.
A post is `host/number`, by the number that its home server gave it.
"""

import re
from dataclasses import dataclass

from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_profile

HOST = r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}"
POST = re.compile(rf"({HOST})/([A-Za-z0-9]{{1,64}})")
HOME_POST = re.compile(rf"https://({HOST})/(?:@|users/)[\w.-]+/(?:statuses/)?(\d{{1,30}})")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A person or post by the number that `host` gave it."""

    host: str
    number: str

    def __str__(self) -> str:
        return f"{self.host}/{self.number}"


@dataclass(frozen=True, slots=True)
class Address:
    """`user@domain`, in lower case. The server that answers for a domain may have another name."""

    user: str
    domain: str

    def __str__(self) -> str:
        return f"{self.user}@{self.domain}"


def address_of(text: str) -> Address:
    """Of a handle in any form people paste, or a profile's web address."""
    user, _, domain = parse_profile(text, "mastodon").handle.partition("@")
    return Address(user, domain)


def post_named(text: str) -> Numbered:
    """Of a post's lasting id; `BadInput` for anything else."""
    found = POST.fullmatch(text)
    if found is None:
        raise BadInput(f"“{text}” is no lasting id of a Fediverse post.", where="id", code="post_unreadable")
    return Numbered(found[1], found[2])


def home_of_post(url: str, domain: str) -> Numbered | None:
    """The lasting id that a post's web address tells, when it lies on `domain` and is of Mastodon's form."""
    found = HOME_POST.fullmatch(url.partition("?")[0])
    at_home = found and (found[1] == domain or found[1].endswith(f".{domain}"))
    return Numbered(found[1], found[2]) if found and at_home else None
