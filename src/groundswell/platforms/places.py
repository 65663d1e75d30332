"""Where a web address leads, without what only counts the visit. Pure."""

from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# Parameters that advertisers and networks add; they never choose the page.
TRACKING = frozenset(
    [
        "fbclid",
        "gclid",
        "gbraid",
        "wbraid",
        "dclid",
        "msclkid",
        "ttclid",
        "twclid",
        "li_fat_id",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "yclid",
        "_ga",
        "_gl",
        "mkt_tok",
        "srsltid",
        "ref",
        "ref_src",
        "ref_url",
        "source",
        "si",
        "feature",
        "spm",
        "scid",
        "epik",
        "irclickid",
        "cjevent",
        "gs_click",
    ]
)
PREFIXES = ("utm_", "utm", "pk_", "mtm_", "hsa_", "_hs", "vero_", "oly_")
SAFE = "/:@!$&'()*+,;=-._~"


class Place(NamedTuple):
    """Host in ASCII without `www.`, path without the last slash, and the parameters that choose the page."""

    host: str
    path: str
    query: frozenset[tuple[str, str]] = frozenset()

    def __str__(self) -> str:
        asked = urlencode(sorted(self.query))
        return f"{self.host}{quote(self.path, safe=SAFE)}" + (f"?{asked}" if asked else "")

    def holds(self, other: "Place") -> bool:
        """Whether the other lies here: the same page or a deeper one, with at least the same parameters."""
        inside = other.path == self.path or other.path.startswith(f"{self.path}/")
        return self.host == other.host and inside and self.query <= other.query


def place_of(address: str) -> Place | None:
    """Where the address leads; None when it is no web address. "HTTPS://www.Bücher.example/a%20b/?utm_source=x" and
    "xn--bcher-kva.example/a b" are one place."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = parts.hostname or ""
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return None
    host = host.lower().rstrip(".").removeprefix("www.")
    if not host or parts.scheme.lower() not in ("http", "https"):
        return None
    asked = ((name, value) for name, value in parse_qsl(parts.query) if not _is_tracking(name))
    return Place(host, unquote(parts.path).rstrip("/"), frozenset(asked) if parts.query else frozenset())


def _is_tracking(name: str) -> bool:
    lower = name.lower()
    return lower in TRACKING or lower.startswith(PREFIXES)
