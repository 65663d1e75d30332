"""A service account's key file turned into a token: RFC 7523, signed with RS256
(https://developers.google.com/identity/protocols/oauth2/service-account)."""

import base64
import json
from typing import Any

import httpx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.reports.traffic_sources.reading import strange
from groundswell.reports.traffic_sources.wire import asked

SCOPE = "https://www.googleapis.com/auth/analytics.readonly"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIVES = 3600
NEEDED = ("client_email", "private_key", "token_uri")
CURE = "Make a new key for the service account in Google Cloud, and paste the whole JSON file."


def key_file(text: str) -> dict[str, str]:
    """The key file's facts; `BadInput` when it is not the JSON file of a service account."""
    try:
        told = json.loads(text)
    except ValueError as error:
        raise BadInput("That is no JSON file.", where="secret", cure=CURE) from error
    if (
        not isinstance(told, dict)
        or told.get("type") != "service_account"
        or not all(told.get(name) for name in NEEDED)
    ):
        raise BadInput("That is not the key file of a service account.", where="secret", cure=CURE)
    _private_key(told)
    return {name: str(value) for name, value in told.items()}


def access_token(http: httpx.Client, text: str) -> str:
    """A token for reading, good for an hour. `TrafficTrouble` when Google does not accept the key."""
    key = key_file(text)
    body = {"grant_type": GRANT, "assertion": assertion(key)}
    told = asked(http, key["token_uri"], cures={400: CURE, 401: CURE}, secret="", data=body)
    token = told.get("access_token") if isinstance(told, dict) else None
    if not isinstance(token, str) or not token:
        raise strange("no access token")
    return token


def assertion(key: dict[str, str]) -> str:
    """The signed claim: who asks, for what, at which address, until when."""
    issued = int(clock.now().timestamp())
    claims = {
        "iss": key["client_email"], "scope": SCOPE, "aud": key["token_uri"], "iat": issued, "exp": issued + LIVES,
    }  # fmt: skip
    head = {"alg": "RS256", "typ": "JWT", **({"kid": key["private_key_id"]} if key.get("private_key_id") else {})}
    signed = f"{_packed(head)}.{_packed(claims)}"
    signature = _private_key(key).sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signed}.{_base64(signature)}"


def _private_key(told: dict[str, Any]) -> rsa.RSAPrivateKey:
    try:
        found = serialization.load_pem_private_key(str(told["private_key"]).encode(), password=None)
    except (ValueError, TypeError) as error:
        raise BadInput("The private key in that file cannot be read.", where="secret", cure=CURE) from error
    if not isinstance(found, rsa.RSAPrivateKey):
        raise BadInput("The private key in that file is of another kind than RSA.", where="secret", cure=CURE)
    return found


def _packed(part: dict[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
