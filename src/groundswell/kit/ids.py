"""Identifiers nobody can guess, and digests of what must not be kept in the clear."""

import hashlib
import secrets


def new_token() -> str:
    """43 URL-safe characters with 256 random bits: for links that stand in for a sign-in."""
    return secrets.token_urlsafe(32)


def new_click_id() -> str:
    """12 URL-safe characters with 72 random bits."""
    return secrets.token_urlsafe(9)


def digest(text: str) -> str:
    """SHA-256 of the text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
