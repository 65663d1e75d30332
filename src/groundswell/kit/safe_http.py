"""The one HTTP client: it speaks to the public internet and to nothing behind the firewall.

Every connection, those of redirects too, is made to an address that was checked a moment before, so a name that
answers differently the second time (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx
import stamina

from groundswell.kit.errors import GroundswellError

TIMEOUT = httpx.Timeout(20, connect=5)
MAX_BYTES = 25 * 1024 * 1024
USER_AGENT = "Groundswell"
AGAIN = frozenset({429, 502, 503, 504})


class AddressRefused(GroundswellError):
    """The name leads to an address that is not on the public internet."""

    code = "address_refused"
    status = 422


class TooLarge(GroundswellError):
    """The answer is larger than we are willing to hold."""

    code = "answer_too_large"
    status = 502


def client(
    *, allow_private: bool = False, max_bytes: int = MAX_BYTES, timeout: httpx.Timeout = TIMEOUT
) -> httpx.Client:
    """A client that refuses private, loopback, link-local and reserved addresses (`AddressRefused`) unless
    `allow_private`, and answers of more than `max_bytes` after decompression (`TooLarge`).

    It follows up to 5 redirects, verifies certificates and ignores proxies named in the environment.
    """
    return httpx.Client(
        transport=_Transport(allow_private=allow_private, max_bytes=max_bytes),
        timeout=timeout,
        trust_env=False,
        follow_redirects=True,
        max_redirects=5,
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
    )


def get(http: httpx.Client, url: str, *, attempts: int = 3, **options: Any) -> httpx.Response:
    """GET with retries: after a broken connection or an answer 429, 502, 503 or 504, with backoff and jitter.

    The last answer is returned as it is; a connection that stays broken raises `httpx.TransportError`.
    """
    last: list[httpx.Response] = []

    def worth_another_try(error: Exception) -> bool:
        return isinstance(error, httpx.TransportError | _Busy)

    @stamina.retry(on=worth_another_try, attempts=attempts, wait_initial=0.2, wait_max=10)
    def attempt() -> httpx.Response:
        response = http.get(url, **options)
        last[:] = [response]
        if response.status_code in AGAIN:
            raise _Busy
        return response

    try:
        return attempt()
    except _Busy:
        return last[0]


def open_socket(host: str, port: int, *, allow_private: bool, seconds: float) -> socket.socket:
    """A connected TCP socket for what is no HTTP request, under the same rule: `AddressRefused` for a name that leads to
    an address that is not on the public internet, `OSError` when nobody answers within `seconds`."""
    last: OSError = OSError(f"{host} could not be found")
    for address in _checked(_resolve_or_refuse(host, port), host, allow_private=allow_private):
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            last = error
    raise last


def _resolve_or_refuse(host: str, port: int) -> list[str]:
    try:
        return _resolve(host, port)
    except httpcore.ConnectError as error:
        raise OSError(str(error)) from error


def _checked(addresses: list[str], host: str, *, allow_private: bool) -> list[str]:
    if not allow_private and (private := [a for a in addresses if not is_public(a)]):
        raise AddressRefused(
            f"{host} leads to {private[0]}, which is not on the public internet.",
            where=host,
            cure="Set ALLOW_PRIVATE_ADDRESSES=1 if that is meant.",
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also when wrapped into an IPv6 one (mapped, 6to4, NAT64)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class _Busy(Exception):
    """The server asked to be tried again."""


class _Backend(httpcore.SyncBackend):
    """Resolves the name itself, refuses it when any of its addresses is not public, and connects to what it checked."""

    def __init__(self, *, allow_private: bool) -> None:
        super().__init__()
        self.allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _checked(_resolve(host, port), host, allow_private=self.allow_private)
        for address in addresses[:-1]:
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return super().connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise AddressRefused("Sockets of this machine are not on the public internet.")


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} could not be found: {error}") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class _Transport(httpx.HTTPTransport):
    """httpx's own transport over the checking backend, with the answer's size bounded."""

    _pool: httpcore.ConnectionPool

    def __init__(self, *, allow_private: bool, max_bytes: int) -> None:
        super().__init__(trust_env=False)
        self.max_bytes = max_bytes
        # httpx offers no public way to give its pool a backend. Should it move one day, this fails here and loudly.
        if not isinstance(self._pool, httpcore.ConnectionPool):
            raise TypeError("httpx keeps its connection pool elsewhere: the address check would not run")
        self._pool._network_backend = _Backend(allow_private=allow_private)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        encoding = response.headers.get("Content-Encoding", "identity").lower()
        declared = response.headers.get("Content-Length", "0")
        if declared.isdigit() and int(declared) > self.max_bytes:
            response.close()
            raise _too_large(self.max_bytes, request)
        if encoding not in ("identity", "gzip", "deflate"):
            response.close()
            raise httpx.DecodingError(f"The answer is encoded as {encoding}, which was not asked for.", request=request)
        assert isinstance(response.stream, httpx.SyncByteStream)  # noqa: S101  # tells the types what HTTPTransport gives
        response.stream = _Bounded(response.stream, request, self.max_bytes, unpack=encoding != "identity")
        response.headers.pop("Content-Encoding", None)
        return response


class _Bounded(httpx.SyncByteStream):
    """The body, unpacked here so that a small answer cannot become a huge one."""

    def __init__(self, source: httpx.SyncByteStream, request: httpx.Request, most: int, *, unpack: bool) -> None:
        self.source = source
        self.request = request
        self.most = most
        self.decoder = zlib.decompressobj(zlib.MAX_WBITS | 32) if unpack else None

    def __iter__(self) -> Iterator[bytes]:
        left = self.most
        for piece in self.source:
            plain = self._unpacked(piece, left + 1)
            left -= len(plain)
            if left < 0:
                raise _too_large(self.most, self.request)
            yield plain

    def _unpacked(self, piece: bytes, most: int) -> bytes:
        if self.decoder is None:
            return piece
        try:
            return self.decoder.decompress(piece, most)
        except zlib.error as error:
            raise httpx.DecodingError(str(error), request=self.request) from error

    def close(self) -> None:
        self.source.close()


def _too_large(most: int, request: httpx.Request) -> TooLarge:
    return TooLarge(f"The answer is larger than {most / 1_048_576:.0f} MB.", where=request.url.host)
