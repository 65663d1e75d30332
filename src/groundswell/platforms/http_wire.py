"""The wire over HTTP: one way through budget, patience and bounds for every network."""

import json
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import structlog

from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.safe_http import TooLarge
from groundswell.platforms import patience
from groundswell.platforms.ahead import Ahead
from groundswell.platforms.errors import Gone, PlatformError, SignInRefused, Slow, Unreachable, Unreadable
from groundswell.platforms.gate import Gate, Version
from groundswell.platforms.wire import Answer, Refused

log = structlog.get_logger("groundswell.platforms")
DEADLINE_SECONDS = 60.0
WORDS_KEPT = 300
SUCCESS = range(200, 300)
REFUSED, NOT_THERE, NOT_MODIFIED, TOO_OFTEN, BUSY = (401, 403), (404, 410), 304, 429, 503
REFUSALS: dict[int, type[PlatformError]] = {**dict.fromkeys(REFUSED, SignInRefused), **dict.fromkeys(NOT_THERE, Gone)}
JSON = "application/json"


class HttpWire:
    """A `Wire` over `http` (of `kit.safe_http.client`), counted and held back by `gate`."""

    def __init__(self, gate: Gate, http: httpx.Client, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._gate = gate
        self._http = http
        self._sleep = sleep
        self._read: dict[str, Version] = {}
        self._ahead = Ahead(self._exchange)

    def expect_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
    ) -> None:
        request = self._request("GET", url, headers, params=params)
        with suppress(PlatformError):  # whoever asks for it is told
            self._gate.admit(request.url.host, units=units, money=0.0)
            self._ahead.begin((url, params, headers), request)

    def get_json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
        cost: Callable[[Any], float] | None = None,
        refused: Refused | None = None,
    ) -> Answer:
        expected = self._ahead.expected((url, params, headers))
        request = expected or self._request("GET", url, headers, params=params)
        answer = self._send(request, units, money, refused=refused, by_answer=cost is not None)
        if cost is not None and money:
            self._gate.give_back(max(0.0, money - cost(answer.data)))
        return answer

    def get_bytes(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        conditional: bool = False,
        units: int = 1,
    ) -> Answer:
        request = self._request("GET", url, headers, accept="*/*", params=params)
        address = str(request.url)
        if conditional and (version := self._gate.version_of(address)):
            request.headers.update(_conditions(version))
        answer = self._send(request, units, decode=False)
        version = Version(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        if conditional and not answer.not_modified and (version.etag or version.modified):
            self._read[address] = version
        return answer

    def post_json(
        self,
        url: str,
        *,
        body: Mapping[str, Any],
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        units: int = 1,
        money: float = 0.0,
    ) -> Answer:
        return self._send(self._request("POST", url, headers, params=params, json=body), units, money)

    def post_form(
        self, url: str, *, body: Mapping[str, str], headers: Mapping[str, str] | None = None, units: int = 1
    ) -> Answer:
        return self._send(self._request("POST", url, headers, data=dict(body)), units)

    def take(self, bucket: str, item: str, *, most: int, days: int) -> None:
        self._gate.take(bucket, item, most=most, days=days)

    def keep_versions(self) -> None:
        """What was read is stored now: conditional requests may count on it. Call it in the same transaction."""
        self._gate.keep_versions(self._read)
        self._read = {}

    def forget_versions(self) -> None:
        """What was read was not stored."""
        self._read = {}

    def close(self) -> None:
        self._ahead.close()
        self._http.close()

    def _request(
        self, method: str, url: str, headers: Mapping[str, str] | None, accept: str = JSON, **parts: Any
    ) -> httpx.Request:
        try:
            return self._http.build_request(method, url, headers={"Accept": accept, **(headers or {})}, **parts)
        except httpx.InvalidURL as error:
            raise BadInput("That is no address to ask.", where="url", code="address_unreadable") from error

    def _send(
        self,
        request: httpx.Request,
        units: int,
        money: float = 0.0,
        *,
        decode: bool = True,
        refused: Refused | None = None,
        by_answer: bool = False,
    ) -> Answer:
        """The answer after as many tries as are worth it; a wait that is not short raises `Slow`."""
        host = request.url.host
        for attempt in range(1, patience.ATTEMPTS + 1):
            under_way = self._ahead.take(request)
            if under_way is None:
                self._gate.admit(host, units=units, money=money)
            try:
                answer = under_way.result() if under_way else self._exchange(request)
                return self._taken(answer, request, decode=decode, refused=refused)
            except (Unreachable, Slow) as error:
                self._give_back(error, money * by_answer)
                pause = self._pause(error, attempt + 1)
                if attempt == patience.ATTEMPTS or pause > patience.SHORT:
                    raise self._noted(host, request.url.path, error) from error.__cause__
                log.info("platform.again", host=host, error=error.code, attempt=attempt)
                self._sleep(pause.total_seconds())
            except PlatformError as error:
                self._give_back(error, money * by_answer)
                raise self._noted(host, request.url.path, error) from error.__cause__
        raise AssertionError("the last attempt returns or raises")

    def _give_back(self, error: PlatformError, money: float) -> None:
        """Who bills by what they return bill no refusal. An answer that was lost on the way may have been billed."""
        if money and error.answer is not None:
            self._gate.give_back(money)

    def _pause(self, error: PlatformError, attempt: int) -> timedelta:
        backoff = patience.pause_before(attempt, random.random())  # noqa: S311  # spreading load, no secret
        return max(backoff, error.until - clock.now()) if isinstance(error, Slow) else backoff

    def _exchange(self, request: httpx.Request) -> Answer:
        """The answer as it came. May run in a thread of its own: nothing here touches the database."""
        host, until = request.url.host, time.monotonic() + DEADLINE_SECONDS
        try:
            response = self._http.send(request, stream=True)
            try:
                body = _body(response, until)
            finally:
                response.close()
        except (httpx.TransportError, httpx.TooManyRedirects, httpx.DecodingError) as error:
            raise Unreachable(f"{host} gave no whole answer ({type(error).__name__}).", where=host) from error
        except TooLarge as error:
            raise Unreadable(error.message, where=host) from error
        headers = httpx.Headers(response.headers)
        status = response.status_code
        return Answer(body, headers, status, status == NOT_MODIFIED, str(response.url))

    def _taken(self, answer: Answer, request: httpx.Request, *, decode: bool, refused: Refused | None) -> Answer:
        host = request.url.host
        if not (answer.not_modified or answer.status in SUCCESS):
            raise _meant(_refusal(answer, request), refused)
        if decode:
            answer = _decoded(answer, request)
        self._gate.went_well(host)
        if rest := patience.spent_until(answer.headers, clock.now()):
            self._gate.rest(host, rest)
        return answer

    def _noted(self, host: str, path: str, error: PlatformError) -> PlatformError:
        if isinstance(error, Gone):
            # The host answered well; it is the profile that is not there.
            self._gate.went_well(host)
            return error
        told = error.answer.headers if error.answer else {}
        if until := error.until if isinstance(error, Slow) else patience.spent_until(told, clock.now()):
            self._gate.rest(host, until)
        fault = isinstance(error, Unreachable | Unreadable)
        self._gate.went_wrong(host, error, fault=fault)
        log.warning("platform.failed", host=host, path=path, error=error.code, message=error.message)
        return error


def _body(response: httpx.Response, until: float) -> bytes:
    pieces = []
    for piece in response.iter_bytes():
        pieces.append(piece)
        if time.monotonic() > until:
            raise httpx.ReadTimeout("The answer came too slowly.", request=response.request)
    return b"".join(pieces)


def _conditions(version: Version) -> dict[str, str]:
    wanted = {"If-None-Match": version.etag, "If-Modified-Since": version.modified}
    return {name: value for name, value in wanted.items() if value}


def _decoded(answer: Answer, request: httpx.Request) -> Answer:
    try:
        data = json.loads(answer.data)
    except (ValueError, RecursionError) as error:
        message = f"{request.url.host} answered something that is no JSON."
        raise Unreadable(message, where=f"{request.url.host}{request.url.path}") from error
    return replace(answer, data=data)


def _meant(error: PlatformError, refused: Refused | None) -> PlatformError:
    """The error as the network's own words tell it, where the connector can read them."""
    meant = refused(error.answer) if refused and error.answer else None
    if meant is None:
        return error
    meant.answer = error.answer
    return meant


def _refusal(answer: Answer, request: httpx.Request) -> PlatformError:
    """The error of an answer that is not 2xx; never with the address's query, which may hold a key."""
    host, status = request.url.host, answer.status
    where = f"{host}{request.url.path}"
    error: PlatformError
    now = clock.now()
    until = patience.told_to_wait(answer.headers, now)
    if status == TOO_OFTEN or (status == BUSY and until):
        error = Slow(f"{host} was asked too often.", until=until or now + patience.UNTOLD, where=where)
    elif status >= 500:
        error = Unreachable(f"{host} answered {status}.", where=where)
    else:
        error = REFUSALS.get(status, PlatformError)(f"{host} answered {status}.", where=where)
    try:
        words: Any = json.loads(answer.data)
    except (ValueError, RecursionError):
        words = answer.data[:WORDS_KEPT].decode("utf-8", "replace")
    error.answer = Answer(words, answer.headers, status)
    return error
