"""Where a short link leads: checked when it is made, prepared once, completed by a click id per click."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote_plus, urlsplit, urlunsplit

from groundswell.links.errors import UnsafeTarget

CLICK_PARAMETER = "cid"
# client_reference_id and prefilled_promo_code: https://docs.stripe.com/payment-links/url-parameters
PAYMENT_LINKS = frozenset({"buy.stripe.com"})
UTM_NAMES = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "utm_id")
LONGEST = 2000
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_SAFE = "%/:=&?~!$,;'@()*+[]"


def checked_target(url: str, own_host: str = "") -> str:
    """The address in the ASCII form that goes into a `Location` header.

    `own_host` is the public host (with port) of this installation: a link to another short link would loop.
    Raises UnsafeTarget for anything but an absolute http(s) address without a user name in it.
    """
    text = url.strip()
    if _FORBIDDEN.search(text):
        raise UnsafeTarget("The address has a space, backslash or control character in it.", where="target_url")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UnsafeTarget(
            "The address cannot be read.", where="target_url", cure="Copy it from the browser."
        ) from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise UnsafeTarget(
            "A link must lead to a web address.", where="target_url", cure="Begin it with https:// and a host name."
        )
    if "@" in parts.netloc:
        raise UnsafeTarget(
            "The address carries a user name.", where="target_url", cure="Leave out everything up to the @."
        )
    netloc = _ascii_host(parts.hostname) + (f":{port}" if port is not None else "")
    if own_host and netloc == own_host.lower() and parts.path.startswith("/l/"):
        raise UnsafeTarget("The address is a short link itself.", where="target_url", cure="Use the page it leads to.")
    path, query, fragment = (
        quote(part, safe=_SAFE + extra) for part, extra in ((parts.path, ""), (parts.query, ""), (parts.fragment, "#"))
    )
    ready = urlunsplit((parts.scheme.lower(), netloc, path, query, fragment))
    if len(ready) > LONGEST:
        raise UnsafeTarget(f"The address is longer than {LONGEST} characters.", where="target_url")
    return ready


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise UnsafeTarget("The host name cannot be read.", where="target_url") from error
    if not re.fullmatch(r"[a-z0-9._-]+", name):
        raise UnsafeTarget("The host name has a character that host names cannot have.", where="target_url")
    return name


def merged(url: str, added: Mapping[str, str]) -> str:
    """The address with the parameters it does not have yet; what it has keeps its place, spelling and value."""
    parts = urlsplit(url)
    present = {unquote_plus(piece.split("=", 1)[0]) for piece in parts.query.split("&")}
    extra = [
        f"{quote(name, safe='')}={quote(value, safe='')}"
        for name, value in added.items()
        if value and name not in present
    ]
    query = "&".join([*([parts.query] if parts.query else []), *extra])
    return urlunsplit(parts._replace(query=query))


def prepared(url: str, utm: Mapping[str, str], code: str = "") -> tuple[bytes, bytes]:
    """(head, tail): `head + click id + tail` is the address of one click. A `code` goes along, so that the order bears it:
    by the discount address of a Shopify shop, or the promotion code of a Stripe Payment Link.

    A `cid` that the target has already would name somebody else's click, so it gives way. A Stripe Payment Link hands
    nothing on but its `client_reference_id`, so there the click id travels in that.
    """
    payment = urlsplit(url).hostname in PAYMENT_LINKS
    parts = urlsplit(merged(url, {**utm, "prefilled_promo_code": code} if payment else utm))
    name, before = ("client_reference_id", f"{CLICK_PARAMETER}_") if payment else (CLICK_PARAMETER, "")
    kept = [p for p in parts.query.split("&") if p and unquote_plus(p.split("=", 1)[0]) != name]
    query = "&".join([*kept, f"{name}={before}"])
    tail = f"#{parts.fragment}" if parts.fragment else ""
    if code and not payment:
        inside = quote(f"{parts.path or '/'}?{query}", safe="")
        head = f"{parts.scheme}://{parts.netloc}/discount/{quote(code, safe='')}?redirect={inside}"
        return head.encode("ascii"), quote(tail, safe="").encode("ascii")
    head = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))
    return head.encode("ascii"), tail.encode("ascii")
