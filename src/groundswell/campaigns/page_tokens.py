"""Addresses of creators' own pages: nobody guesses them, and the database alone does not give them away.

The first 12 characters are kept, the other 43 follow from them and the installation's key.
"""

import base64
import secrets

from django.utils.crypto import salted_hmac

from groundswell.kit.ids import new_click_id

SALT = "groundswell.campaigns.own-page"
NONCE = 12


def new_nonce() -> str:
    return new_click_id()


def token_for(nonce: str) -> str:
    """55 URL-safe characters."""
    mark = salted_hmac(SALT, nonce, algorithm="sha256").digest()
    return nonce + base64.urlsafe_b64encode(mark).decode().rstrip("=")


def nonce_in(token: str) -> str:
    """The part of the token that is kept; empty for a token we did not make."""
    nonce = token[:NONCE]
    return nonce if secrets.compare_digest(token.encode(), token_for(nonce).encode()) else ""
