"""A wire that only asks and counts, for the connector alone against a server on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from groundswell.platforms.errors import PlatformError, SignInRefused, Unreachable


@dataclass(slots=True)
class PlainAnswer:
    data: Any
    headers: Mapping[str, str]


class PlainWire:
    """`refused` are parts of addresses that answer 403."""

    def __init__(self, *refused: str) -> None:
        self.asked: list[str] = []
        self._refused = refused
        self._client = httpx.Client(timeout=30)

    def close(self) -> None:
        self._client.close()

    def get_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
    ) -> PlainAnswer:
        return self._read(self._client.build_request("GET", url, params=params, headers=headers))

    def post_json(
        self, url: str, *, body: Mapping[str, Any], headers: Mapping[str, str] | None = None, units: int = 1
    ) -> PlainAnswer:
        return self._read(self._client.build_request("POST", url, json=body, headers=headers))

    def _read(self, request: httpx.Request) -> PlainAnswer:
        self.asked.append(request.url.path.rsplit("/", 1)[-1])
        if any(part in str(request.url) for part in self._refused):
            raise SignInRefused("The server answered 403.")
        answer = self._client.send(request)
        if answer.status_code >= 500:
            raise Unreachable(f"The server answered {answer.status_code}.")
        if answer.status_code in (401, 403):
            raise SignInRefused(f"The server answered {answer.status_code}.")
        if answer.is_error:
            raise PlatformError(f"The server answered {answer.status_code}.")
        return PlainAnswer(answer.json(), answer.headers)
