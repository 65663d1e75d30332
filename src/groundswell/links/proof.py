"""Whether a domain leads here: its token is asked for over the network, as any visitor would."""

from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from groundswell.kit import safe_http
from groundswell.kit.errors import GroundswellError
from groundswell.links.queries.bases import base_of
from groundswell.links.rules.domains import PROOF

MOST_BYTES = 4096
PATIENCE = httpx.Timeout(10, connect=5)


class Proof(NamedTuple):
    """`problem` is a key of `TROUBLES`, empty when all is well; a domain can lead here and still lack a certificate."""

    leads_here: bool
    problem: str


def proof_of(name: str, token: str) -> Proof:
    """Asks at the address that links will have, and, where that is encrypted, without encryption when it fails: the
    certificate may be made only after the check. Redirects are not followed: another site's redirect proves nothing."""
    allowed = settings.ALLOW_PRIVATE_ADDRESSES
    with safe_http.client(allow_private=allowed, max_bytes=MOST_BYTES, timeout=PATIENCE) as http:
        problem = _problem_at(http, base_of(name), token)
        if (
            problem
            and urlsplit(settings.PUBLIC_URL).scheme == "https"
            and not _problem_at(http, f"http://{name}", token)
        ):
            return Proof(leads_here=True, problem="certificate" if problem == "unreachable" else problem)
    return Proof(leads_here=not problem, problem=problem)


def _problem_at(http: httpx.Client, base: str, token: str) -> str:
    try:
        answer = http.get(f"{base}{PROOF}{token}", follow_redirects=False)
    except safe_http.AddressRefused:
        return "private"
    except httpx.TransportError:
        return "unreachable"
    except (httpx.HTTPError, GroundswellError):
        return "elsewhere"
    return "" if answer.status_code == 200 and answer.text.strip() == token else "elsewhere"
