"""Own domains for short links: how a name is read, what a path on one asks for. Pure."""

import re

from groundswell.kit.errors import BadInput

PROOF = "/.well-known/groundswell/"
"""`PROOF + token` is answered with the token: whoever can have that answered decides where the domain leads."""
LONGEST = 253
_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


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
