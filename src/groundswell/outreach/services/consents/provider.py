"""Talking to whoever gives consent."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.conf import settings

from groundswell.kit import safe_http
from groundswell.kit.secret_box import SecretBox
from groundswell.outreach.providers import PROVIDERS, Provider
from groundswell.platforms.gate import OpenGate
from groundswell.platforms.http_wire import HttpWire
from groundswell.platforms.sign_in import OAuth
from groundswell.platforms.wire import Wire


class Way(NamedTuple):
    """What one provider's questions need: `oauth`, and the client's id and secret as `keys`."""

    oauth: OAuth
    keys: Mapping[str, str]


def way_of(facts: Mapping[str, str]) -> Way:
    """`facts`: provider, client_id, client_secret, authorize_url, token_url, scopes."""
    known: Provider = PROVIDERS[facts["provider"]]
    oauth = OAuth(
        authorize_url=facts["authorize_url"], exchange_url=facts["token_url"], revoke_url=known.revoke_url,
        scopes=tuple(facts["scopes"].split()), gives=(), read=_reads_nothing, extra=known.extra,
    )  # fmt: skip
    return Way(oauth, {"client_id": facts["client_id"], "client_secret": facts["client_secret"]})


@contextmanager
def line() -> Iterator[Wire]:
    """A wire to the provider for a moment. The limits of networks do not count here: this is no reading of profiles."""
    wire = HttpWire(OpenGate(), safe_http.client(allow_private=settings.ALLOW_PRIVATE_ADDRESSES))
    try:
        yield wire
    finally:
        wire.close()


def seal(facts: Mapping[str, str]) -> str:
    return SecretBox(settings.SECRET_KEY).seal(json.dumps(dict(facts)))


def unseal(sealed: str) -> dict[str, str]:
    told: dict[str, str] = json.loads(SecretBox(settings.SECRET_KEY).open(sealed))
    return told


def _reads_nothing(wire: Wire, token: str) -> Any:
    raise NotImplementedError("A mailbox's consent is for SMTP and IMAP.")
