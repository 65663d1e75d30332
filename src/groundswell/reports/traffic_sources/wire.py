"""One question to a provider and its answer as JSON. Reading twice harms nobody, so a stumble is asked again."""

from collections.abc import Mapping
from typing import Any

import httpx
import stamina

from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.patience import told_to_wait
from groundswell.reports.traffic_sources.port import TrafficTrouble

ATTEMPTS = 3
STUMBLES = frozenset({500, 502, 503, 504})
REFUSALS = range(400, 500)
WAIT = 429


class _Stumbled(Exception):
    """The answer is worth another question."""


def asked(
    http: httpx.Client, url: str, *, cures: Mapping[int, str], secret: str, headers: Mapping[str, str] | None = None, **body: Any
) -> Any:  # fmt: skip
    """The JSON that a POST with `body` (`json=` or `data=`) is answered with. `TrafficTrouble` else, with the provider's own
    words (never the `secret`) and the cure for its status. Redirects are not followed: the key belongs to one address."""
    host = httpx.URL(url).host
    response = _sent(http, host, url, headers=dict(headers or {}), follow_redirects=False, **body)
    told = _decoded(response, host)
    if response.is_success:
        return told
    status = response.status_code
    words = words_of(told).replace(secret, "…") if secret else words_of(told)
    raise TrafficTrouble(
        f"{host} answered {status}. {words[:300]}".strip(),
        cure=cures.get(status, ""),
        lasting=status in REFUSALS and status != WAIT,
        until=told_to_wait(response.headers, clock.now()) if status == WAIT else None,
    )


def words_of(told: Any) -> str:
    """What the provider says of a refusal, in its own words; empty when it says nothing."""
    error = told.get("error") if isinstance(told, dict) else None
    if isinstance(error, dict):
        return str(error.get("message") or "")
    return str(told.get("error_description") or error or told.get("message") or "") if isinstance(told, dict) else ""


def _sent(http: httpx.Client, host: str, url: str, **options: Any) -> httpx.Response:
    last: list[httpx.Response] = []

    @stamina.retry(on=(httpx.TransportError, _Stumbled), attempts=ATTEMPTS, wait_initial=0.2, wait_max=5)
    def attempt() -> httpx.Response:
        last[:] = [http.post(url, **options)]
        if last[0].status_code in STUMBLES:
            raise _Stumbled
        return last[0]

    try:
        return attempt()
    except _Stumbled:
        return last[0]
    except httpx.HTTPError as error:
        raise TrafficTrouble(f"{host} could not be reached ({type(error).__name__}).", where="address") from error
    except GroundswellError as error:
        raise TrafficTrouble(error.message, cure=error.cure, where="address", lasting=True) from error


def _decoded(response: httpx.Response, host: str) -> Any:
    try:
        return response.json()
    except ValueError as error:
        if not response.is_success:
            return {}
        raise TrafficTrouble(f"{host} answered with what is no JSON.", where="address") from error
