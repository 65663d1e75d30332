"""Own domains for short links: how a name is read, what a path on one asks for, what a check can find. Pure."""

import re
from typing import NamedTuple

from groundswell.kit.errors import BadInput

PROOF = "/.well-known/groundswell/"
"""`PROOF + token` is answered with the token: whoever can have that answered decides where the domain leads."""
LONGEST = 253
_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


class Trouble(NamedTuple):
    """What is wrong with a domain and what helps; `{name}` is the domain, `{host}` that of this installation."""

    message: str
    cure: str

    def of(self, name: str, host: str) -> "Trouble":
        return Trouble(self.message.format(name=name, host=host), self.cure.format(name=name, host=host))


TROUBLES = {
    "unreachable": Trouble(
        "{name} is not known to DNS, or nobody answers there.",
        "Add a CNAME record that leads {name} to {host}, let the ports 80 and 443 through, and check again in an hour.",
    ),
    "private": Trouble(
        "{name} leads to an address that is not on the public internet.",
        "Let DNS lead it to this server’s public address, or set ALLOW_PRIVATE_ADDRESSES=1 if that is meant.",
    ),
    "elsewhere": Trouble(
        "{name} is answered by another server, or by a proxy that does not hand its name on.",
        "Let DNS lead it to {host}, and let the proxy there keep the Host header.",
    ),
    "certificate": Trouble(
        "{name} leads here, but not with a valid certificate.",
        "Give the proxy a certificate for it: see “Own domains” in the operators’ manual.",
    ),
}


def checked_domain(text: str) -> str:
    """The name in lower case and as DNS has it (`göt.example` is `xn--gt-fka.example`). BadInput for what is no host name.

    A pasted `https://name/` is taken for the name.
    """
    name = re.sub(r"^https?://", "", text.strip(), flags=re.IGNORECASE).removesuffix("/").removesuffix(".").lower()
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not _NAME.fullmatch(name) or len(name) > LONGEST:
        raise BadInput(
            f"“{text.strip()[:80]}” is no domain.", where="name", cure="Give its name alone: go.your-brand.example."
        )
    return name


def in_letters(name: str) -> str:
    """The name as people write it: `xn--gt-fka.example` is `göt.example`."""
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name


def slug_in(path: str) -> str:
    """What a path on an own domain asks for: `/maya`, `/l/maya` and `/Maya/` are `maya`; `/` is empty."""
    return (path[3:] if path.startswith("/l/") else path[1:]).removesuffix("/").lower()
