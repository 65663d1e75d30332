"""Where a shop's API is, and keys of the kind it takes."""

import re
from urllib.parse import urlsplit

from groundswell.kit.errors import BadInput

STRIPE_API = "https://api.stripe.com"
_KEYS = {
    "shopify": (re.compile(r"shp[a-z]{2}_[\w-]{8,200}"), "It begins with shpat_."),
    "woocommerce": (re.compile(r"ck_\w{8,100}:cs_\w{8,100}"), "Write both parts with a colon: ck_…:cs_…."),
    "stripe": (
        re.compile(r"(sk|rk)_(live|test)_\w{8,200}"),
        "A restricted key that may only read begins with rk_live_.",
    ),
}
_LOCAL = frozenset({"localhost", "127.0.0.1"})


def checked_api_url(kind: str, url: str) -> str:
    """`https://HOST[/path]` without a slash at the end. BadInput for anything that would send the key in the clear."""
    text = url.strip().rstrip("/") or (STRIPE_API if kind == "stripe" else "")
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadInput("The address cannot be read.", where="url") from error
    if not re.fullmatch(r"[a-z0-9.-]+", host) or "@" in parts.netloc or parts.query or parts.fragment:
        raise BadInput("That is not the address of a shop.", where="url", cure="Such as https://shop.example.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL):
        raise BadInput("The shop's API is asked over https only.", where="url", cure="Begin the address with https://.")
    return text[:300]


def checked_key(kind: str, key: str) -> str:
    """The key trimmed; BadInput says what one looks like."""
    wanted, cure = _KEYS[kind]
    if not wanted.fullmatch(key.strip()):
        raise BadInput("That is no key to this shop's API.", where="key", cure=cure)
    return key.strip()
