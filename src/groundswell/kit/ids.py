"""Identifiers nobody can guess, and digests of what must not be kept in the clear."""

import base64
import hashlib
import os
import secrets

_AT_ONCE = 256
_click_ids: list[str] = []
# A child process must not hand out what its parent had in stock.
os.register_at_fork(after_in_child=_click_ids.clear)


def new_token() -> str:
    """43 URL-safe characters with 256 random bits: for links that stand in for a sign-in."""
    return secrets.token_urlsafe(32)


def new_click_id() -> str:
    """12 URL-safe characters with 72 random bits; made in blocks, since each redirect needs one."""
    try:
        return _click_ids.pop()
    except IndexError:
        block = base64.urlsafe_b64encode(secrets.token_bytes(9 * _AT_ONCE)).decode()
        _click_ids.extend(block[start : start + 12] for start in range(12, len(block), 12))
        return block[:12]


def digest(text: str) -> str:
    """SHA-256 of the text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
