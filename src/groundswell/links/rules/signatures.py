"""Whether an event was signed with the store's secret; every check takes the same time whatever is wrong."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

# Stripe's own libraries: an event signed longer ago is refused, so a recorded one cannot be played again.
TOLERANCE = timedelta(seconds=300)
NOT_SIGNED = "The event is not signed with this store's secret."
TOO_OLD = "The event was signed more than five minutes ago or is dated ahead."


def signature(body: bytes, secret: str) -> str:
    """Base64 of the body's HMAC-SHA256: what Shopify and WooCommerce send."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_signed(body: bytes, secret: str, given: str) -> bool:
    """Whether `given` is the body's `signature`."""
    return hmac.compare_digest(signature(body, secret).encode(), given.strip().encode("utf-8", "surrogateescape"))


def refusal(body: bytes, secret: str, given: str, now: datetime) -> str:
    """Empty when rightly signed, else why not."""
    return "" if is_signed(body, secret, given) else NOT_SIGNED


def stripe_signature(body: bytes, secret: str, seconds: int) -> str:
    """Hexadecimal HMAC-SHA256 of `seconds.body`."""
    return hmac.new(secret.encode(), b"%d." % seconds + body, hashlib.sha256).hexdigest()


def stripe_refusal(body: bytes, secret: str, given: str, now: datetime) -> str:
    """Of `t=SECONDS,v1=…[,v1=…]`: while a secret is being replaced there is one v1 for each. Empty when right."""
    pairs = [piece.strip().partition("=")[::2] for piece in given[:2000].split(",")]
    stamps = [value for name, value in pairs if name == "t"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) <= 12):
        return NOT_SIGNED
    wanted = stripe_signature(body, secret, int(stamps[0])).encode()
    matches = [
        hmac.compare_digest(wanted, value.encode("utf-8", "surrogateescape")) for name, value in pairs if name == "v1"
    ]
    if not any(matches):
        return NOT_SIGNED
    return TOO_OLD if abs(now.timestamp() - int(stamps[0])) > TOLERANCE.total_seconds() else ""


def signed_seconds(given: str) -> int:
    """When a signature that `stripe_refusal` let pass was made, in seconds since 1970."""
    return next(int(piece.strip()[2:]) for piece in given.split(",") if piece.strip().startswith("t="))
